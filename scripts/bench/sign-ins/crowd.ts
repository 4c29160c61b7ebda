// People who all want to come in at once, in a process of their own. Whoever is told to come later does so when the app would try again.

import { setTimeout as wait } from "node:timers/promises";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { answerParent } from "../process.ts";

/** Where, who, how many at a time, and for how long. */
export interface Crowd {
  readonly url: string;
  readonly names: readonly string[];
  readonly password: string;
  readonly parallel: number;
  readonly seconds: number;
}

/** How many came in, and how many were told to come later. */
export interface Entered {
  signedIn: number;
  turnedAway: number;
}

async function enter({ url, names, password, parallel, seconds }: Crowd): Promise<Entered> {
  const entered: Entered = { signedIn: 0, turnedAway: 0 };
  const end = performance.now() + seconds * 1_000;
  const tryOn = async (name: string) => {
    while (performance.now() < end) {
      const body = JSON.stringify({ name, password });
      const answer = await fetch(url + ACCESS_PATHS.session, { method: "POST", body });
      await answer.arrayBuffer();
      if (answer.ok) {
        entered.signedIn += 1;
        continue;
      }
      entered.turnedAway += 1;
      const leftMs = Math.max(0, end - performance.now());
      await wait(Math.min(leftMs, 1_000 * Number(answer.headers.get("Retry-After") ?? 1)));
    }
  };
  await Promise.all(Array.from({ length: parallel }, (_, index) => tryOn(names[index % names.length] ?? "")));
  return entered;
}

answerParent(enter);
