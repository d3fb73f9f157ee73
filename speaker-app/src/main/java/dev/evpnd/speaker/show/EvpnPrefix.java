package dev.evpnd.speaker.show;

/// What identifies an EVPN route: its distinguisher, and the rest in brackets.
///
/// @param distinguisher in FRR's text, which does not say whether an AS number has two octets or
///   four; empty for the types that have none
/// @param text `[2]:[0]:[48]:[02:00:00:00:00:01]`; for types that FRR does not know, the type and
///   then the octets of the key
record EvpnPrefix(String distinguisher, String text) {}
