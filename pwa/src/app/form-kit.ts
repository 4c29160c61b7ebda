// What the pages of who may come in, and of what holds for the site, share: one file.

import "../components/access/access-styles.ts";
import "../components/access/ask-twice.ts";
import "../components/access/attempt-state.ts";
import "../components/access/attempt-words.ts";
import "../components/access/confirm-password.ts";
import "../components/access/form-actions.ts";
import "../components/access/page-head.ts";
import "../components/access/password-field.ts";
import "../components/access/session-list.ts";
import "../components/access/sign-on.ts";
import "../components/access/text-field.ts";
import "../components/settings/choice-field.ts";
import "../components/settings/place-choice.ts";
import "../controllers/attempt-controller.ts";
import "../views/access/access-page-styles.ts";
