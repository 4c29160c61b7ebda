// The interface of displays and their pairing. Times are unix ms.

import type { SoundTest } from "../rules/sound-test.ts";

/** What a display shows and may do; null leaves it to the site. */
export interface DisplayLook {
  /** Whether whoever stands before it may answer alarms, with a name that is asked there. */
  readonly answers: boolean;
  readonly places: readonly string[] | null;
  readonly theme: "light" | "dark" | "contrast" | null;
  readonly language: "en" | "de" | null;
}

/** A screen that was paired. */
export interface DisplayAnswer extends DisplayLook {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastContactAt: number | null;
  readonly from: string;
  /** The build of the app that it shows; empty before it said so. */
  readonly build: string;
  /** It has an open stream, or made a request within the last 60 s. */
  readonly isPresent: boolean;
  /** The last test of its sound; null for none. */
  readonly soundTest: SoundTest | null;
}

export interface DisplaysAnswer {
  readonly displays: readonly DisplayAnswer[];
}

/**
 * The body of `POST /api/v1/display/contact`, by which a display says every 20 s that it is there. One of which nothing was heard
 * for 60 s is an event in the logbook.
 */
export interface DisplayContact {
  /** The build of the app that it shows. */
  readonly build: string;
  /** Its browser lets it make no sound: that is an alarm. */
  readonly isMute?: boolean;
  /** A test of its sound of which it has not told yet. */
  readonly soundTest?: SoundTest;
}

/** The answer: what it is to show from now on. */
export interface DisplayContactAnswer extends DisplayLook {
  readonly name: string;
  /** The last test of its sound that the server knows of; null for none. */
  readonly soundTest: SoundTest | null;
}

export type DisplayPatch = Partial<DisplayLook> & { readonly name?: string };

/** The answer of `POST /api/v1/pairings`: what the screen shows. What only it has is in a cookie. */
export interface PairingAnswer {
  readonly id: string;
  readonly code: string;
  readonly expiresAt: number;
}

/** The answer of `GET /api/v1/pairings/:id` to the screen that waits. Once `paired` its cookie is that of the display. */
export interface PairingStateAnswer {
  readonly status: "waiting" | "paired" | "expired";
  readonly expiresAt: number;
}

/** The answer of `GET /api/v1/pairings?code=` to an admin: which screen asks. */
export interface FoundPairingAnswer {
  readonly id: string;
  readonly from: string;
  readonly device: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** The body of `POST /api/v1/pairings/:id/confirmation`. */
export type PairingConfirmation = Partial<DisplayLook> & { readonly code: string; readonly name: string };
