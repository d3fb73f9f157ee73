package dev.evpnd.speaker.kernel;

/// Whose forwarding entries these are: a VLAN's of a bridge, or a VNI's of a VXLAN device.
///
/// @param scope the VLAN or the VNI, or 0
record Realm(int owner, int scope) {

    /// Written out, as [#hashCode] is: it is asked for with each entry, and what the JDK puts
    /// together for a record is slow until it is compiled by C2, which evpnd is never.
    @Override
    public boolean equals(Object other) {
        return other instanceof Realm(int itsOwner, int itsScope)
                && itsOwner == owner
                && itsScope == scope;
    }

    @Override
    public int hashCode() {
        return 31 * owner + scope;
    }
}
