/** Whether single keys do something in discussions: until somebody switches them off in this browser. */
import { keepFor, recall } from './kept.js'

const KEYS_OFF = 'keys-off'

export const areKeysOn = (): boolean => recall('long', KEYS_OFF) === null
export const switchKeys = (on: boolean): unknown => keepFor('long', KEYS_OFF, on ? null : true)
