/// Addresses and identifiers that every layer of BGP shares, each a small value with its text form.
///
/// What belongs to EVPN alone (route distinguishers, segments, tags) is in `dev.evpnd.wire.evpn`.
/// IP addresses here never turn into something else on the way: an IPv4-mapped IPv6 address stays
/// sixteen octets.
@NullMarked
package dev.evpnd.wire.address;

import org.jspecify.annotations.NullMarked;
