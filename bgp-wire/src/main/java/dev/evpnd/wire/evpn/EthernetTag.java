package dev.evpnd.wire.evpn;

/// An Ethernet Tag ID: which broadcast domain of an EVPN instance, RFC 7432 section 5.
///
/// @param id the unsigned 32-bit value; 0 where an instance has one broadcast domain
public record EthernetTag(int id) {

    public static final EthernetTag ZERO = new EthernetTag(0);

    /// MAX-ET: an Ethernet A-D route that speaks for a whole segment.
    public static final EthernetTag MAX = new EthernetTag(0xffff_ffff);

    static EthernetTag of(int id) {
        return id == 0 ? ZERO : new EthernetTag(id);
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(id);
    }
}
