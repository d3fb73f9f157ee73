package dev.evpnd.wire.address;

/// The three octets where EVPN routes and attributes carry an MPLS label or a VNI.
///
/// They are kept raw: only the Encapsulation community of the route says which of the two readings
/// holds (RFC 8365 section 5.1.3), so neither is guessed here.
///
/// @param bits the 24 bits as received
public record Label24(int bits) {

    public static final Label24 ZERO = new Label24(0);

    public Label24 {
        if (bits >>> 24 != 0) {
            throw new IllegalArgumentException("a label field has 24 bits");
        }
    }

    /// Reads the field as a VNI: all 24 bits.
    public int vni() {
        return bits;
    }

    /// Reads the field as an MPLS label: the high 20 bits.
    public int mplsLabel() {
        return bits >>> 4;
    }

    /// Whether the lowest bit, bottom of stack in the MPLS reading, is set.
    public boolean bottomOfStack() {
        return (bits & 1) != 0;
    }

    /// The raw value in decimal.
    @Override
    public String toString() {
        return Integer.toString(bits);
    }
}
