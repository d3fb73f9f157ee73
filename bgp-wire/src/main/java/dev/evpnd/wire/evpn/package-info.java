/// The routes of EVPN: their fields, their layout in NLRI, and which of their octets are the key.
///
/// A route type is one record that holds its layout for both faces of it: the record itself, and
/// [dev.evpnd.wire.evpn.EvpnNlriView], which walks received octets and allocates nothing. What a
/// route means, which of two is better, and where it is imported, is not known here. RFC 7432
/// section 7, RFC 9136, RFC 9251 section 9, RFC 9572 section 3.
@NullMarked
package dev.evpnd.wire.evpn;

import org.jspecify.annotations.NullMarked;
