import { createTurns } from "../../shared/ground/in-turn.ts";

/** A fleet of one device, as far as routes ask. */
export function fleetOfOne<State extends { readonly device: string }>(state: State) {
  return {
    size: 1,
    known: () => state,
    states: () => new Map([[state.device, state]]),
    inTurn: createTurns(),
  };
}
