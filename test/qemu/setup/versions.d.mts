export interface FoundQemu {
  readonly version: string;
  readonly system: string;
  readonly img: string;
  readonly io: string;
  readonly nbd: string;
}

export declare const versions: readonly string[];
export declare function findQemu(wanted?: string): FoundQemu | undefined;
