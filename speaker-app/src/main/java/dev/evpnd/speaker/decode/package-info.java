/// `evpnd decode`: octets in, one JSON object a line out. [dev.evpnd.speaker.decode.DecodeCommand]
/// is the entry, docs/decode.md the contract of what it prints.
///
/// What octets mean, and what a fault in them costs, is decided in `dev.evpnd.wire`, and how its
/// values are written in `dev.evpnd.speaker.json`: here both are brought together. Captures are
/// read by `dev.evpnd.speaker.capture`.
@NullMarked
package dev.evpnd.speaker.decode;

import org.jspecify.annotations.NullMarked;
