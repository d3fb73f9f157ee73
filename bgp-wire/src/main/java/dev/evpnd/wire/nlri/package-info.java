/// NLRI fields: the lists of routes that MP_REACH_NLRI, MP_UNREACH_NLRI and an UPDATE's own two
/// fields carry, one type per kind of family.
///
/// EVPN, RT-Constraint and IP unicast are read route by route; any other family is kept as octets.
/// The single EVPN route is in [dev.evpnd.wire.evpn]; what an attribute or a message makes of a
/// fault is theirs to say.
@NullMarked
package dev.evpnd.wire.nlri;

import org.jspecify.annotations.NullMarked;
