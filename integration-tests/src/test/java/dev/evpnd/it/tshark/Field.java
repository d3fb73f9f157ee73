package dev.evpnd.it.tshark;

/// A field of a message as tshark prints it, or as it should.
///
/// @param name tshark's filter name, `bgp.evpn.nlri.rt`
/// @param value what tshark calls `show`; empty for a field that only holds others
record Field(String name, String value) {

    @Override
    public String toString() {
        return value.isEmpty() ? name : name + " = " + value;
    }
}
