export declare function whereIs(program: string): string | undefined;
