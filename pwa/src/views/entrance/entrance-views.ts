// The ways in, and the way out: loaded together, since whoever signs out without a network can load nothing more.

import "./gone-view.ts";
import "./join-view.ts";
import "./set-up-view.ts";
import "./sign-in-view.ts";
