/** Version of the HTTP interface, as its document states it. */
export const INTERFACE_VERSION = '1.0.0';
