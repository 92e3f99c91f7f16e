/** Over the boxes of a packet. */
export const PACKET = 'Packet'
export const BEFORE = 'Before'
export const AFTER = 'After'
export const UNCHANGED = 'unchanged'
export const ADDED_KEY = 'written here'
export const REMOVED_KEY = 'taken off here'
