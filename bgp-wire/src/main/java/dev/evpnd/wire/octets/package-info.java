/// Bytes and nothing but bytes: reading, writing and holding octet strings in network order.
///
/// What is here knows no BGP. [dev.evpnd.wire.octets.OctetReader] and
/// [dev.evpnd.wire.octets.OctetWriter] are the cursors every codec stands on,
/// [dev.evpnd.wire.octets.BigEndian] is the allocation-free access that views use, and
/// [dev.evpnd.wire.octets.Octets] is an immutable octet string; [dev.evpnd.wire.octets.Utf8] reads
/// text strictly.
@NullMarked
package dev.evpnd.wire.octets;

import org.jspecify.annotations.NullMarked;
