/** Tells what a long step is doing, in a few words. */
export type Tell = (status: string) => void;
