/** What a piece of the text is about; the command line gives each a colour. */
export type Tone = "replaced" | "deleted" | "changed" | "added" | "title" | "quiet";
export type Paint = (tone: Tone, text: string) => string;

export const PLAIN: Paint = (_tone, text) => text;
