// Generated from the QAPI definitions of QEMU 1.0 and 2.0: do not edit.

/** The data of the events, one a line; `../definitions.ts` reads them. */
export const events: string = `
ALL_QUIET {}
PAINTED PaintOptions
THING_ADDED {thing:Thing part?:Part}
`;

/** What the commands return, one a line; `../definitions.ts` reads them. */
export const returns: string = `
add-thing NewName
be-quiet Nothing
count-things int
look [BoxAgain]
look-at-shell Shell
old-ways {}
paint {}
paint-freely {}
vanish {}
`;

/** The types that these are made of, one a line; `../definitions.ts` reads them. */
export const types: string = `
Box {...Thing things:[Thing] size:size}
BoxAgain {...Box}
BoxWrapper {data:Box}
IntListWrapper {data:[int]}
NewName {n:uint16|uint8}
Nothing {}
Oil {layers:uint8}
PaintOptions {colour?:str props?:any} by kind {oil:Oil spray:Spray}
Part {} by type {text:StringWrapper thing:ThingWrapper many:IntListWrapper rare:BoxWrapper}
Shell {hard:bool} by of {thing:SnailShell} or {hard:bool handle:int}
SnailShell {handle:int}
Spray {pressure:int}
StringWrapper {data:str}
Thing {id:str colour?:str weight:int parts?:[Part] mass?:uint64 x-guess?:number gone-soon?:bool}
ThingWrapper {data:Thing}
`;

/** An event whose data is known. */
export type EventSchemaName = 'ALL_QUIET' | 'PAINTED' | 'THING_ADDED';

/** A command whose result is known. */
export type ReturnSchemaName =
  | 'add-thing'
  | 'be-quiet'
  | 'count-things'
  | 'look'
  | 'look-at-shell'
  | 'old-ways'
  | 'paint'
  | 'paint-freely'
  | 'vanish';
