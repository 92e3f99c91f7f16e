/** Answers that behaviours of several topics share, each short and whole. */
export const NOBODY = ['nobody looks', 'Nobody reads policies here, so nothing is judged.'] as const
/** The APIs say nothing of it. */
export const OPEN = ['left open', 'The API leaves it to the plugin.'] as const
/** The plugin reads and enforces the kind. */
export const READ = ['read', 'It is read and enforced.'] as const
/** A switch of the plugin turns it on. */
export const OFF = ['off', 'It can be switched on; here it is off.'] as const
