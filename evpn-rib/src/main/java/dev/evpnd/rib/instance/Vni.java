package dev.evpnd.rib.instance;

/// A VXLAN Network Identifier: the name of a bridge domain or a tenant's VRF on the wire, RFC 7348
/// section 5.
///
/// @param number 1 to 16,777,215; 0 is what stands where there is none
public record Vni(int number) implements Comparable<Vni> {
    static final int GREATEST = 0xff_ffff;

    public Vni {
        if (number < 1 || number > GREATEST) {
            throw new IllegalArgumentException("no VNI is " + number);
        }
    }

    @Override
    public int compareTo(Vni other) {
        return Integer.compare(number, other.number);
    }

    /// Written out, as [#hashCode] is: what the JDK puts together for a record is slow until it is
    /// compiled by C2, which evpnd is never.
    @Override
    public boolean equals(Object other) {
        return other instanceof Vni(int it) && it == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
