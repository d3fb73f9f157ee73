package dev.evpnd.rib.route;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.RouteParts;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// The families whose routes are kept: all that the tables do differently for one than for another.
///
/// A route is its key and its remainder, the octets that are no key; each family says how they are
/// put together again.
public enum RouteFamily {
    EVPN(AddressFamily.L2VPN_EVPN) {
        @Override
        void write(
                OctetWriter out,
                byte[] key,
                int keyStart,
                int keyLength,
                byte[] remainder,
                int remainderStart,
                int remainderLength) {
            RouteParts.write(
                    out, key, keyStart, keyLength, remainder, remainderStart, remainderLength);
        }

        @Override
        public void writeWithdrawal(OctetWriter out, byte[] key, int start, int length) {
            RouteParts.writeWithdrawal(out, key, start, length);
        }

        @Override
        boolean hasDistinguisher(byte[] key, int start, int length) {
            return EvpnRoute.hasDistinguisher(BigEndian.u8(key, start))
                    && length >= DistinguisherIndex.START + DistinguisherIndex.LENGTH;
        }

        @Override
        public boolean isMacIp(byte[] key, int start) {
            return BigEndian.u8(key, start) == EvpnRoute.MAC_IP_ADVERTISEMENT;
        }
    },

    /// Route Target membership (RFC 4684): a route is all key.
    ROUTE_TARGET(AddressFamily.RT_CONSTRAINT) {
        @Override
        void write(
                OctetWriter out,
                byte[] key,
                int keyStart,
                int keyLength,
                byte[] remainder,
                int remainderStart,
                int remainderLength) {
            out.bytes(key, keyStart, keyLength);
        }

        @Override
        public void writeWithdrawal(OctetWriter out, byte[] key, int start, int length) {
            out.bytes(key, start, length);
        }

        @Override
        boolean hasDistinguisher(byte[] key, int start, int length) {
            return false;
        }

        @Override
        public boolean isMacIp(byte[] key, int start) {
            return false;
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // a record of two numbers
    private final AddressFamily family;

    RouteFamily(AddressFamily family) {
        this.family = family;
    }

    public AddressFamily family() {
        return family;
    }

    /// AFI and SAFI in one number, as [dev.evpnd.wire.message.UpdateView#reachFamily] gives them.
    public int code() {
        return family.afi() << 8 | family.safi();
    }

    /// Appends a route of its two parts.
    abstract void write(
            OctetWriter out,
            byte[] key,
            int keyStart,
            int keyLength,
            byte[] remainder,
            int remainderStart,
            int remainderLength);

    /// A route of its two parts.
    public Octets nlri(Octets key, Octets remainder) {
        var out = new OctetWriter();
        write(
                out,
                key.toByteArray(),
                0,
                key.length(),
                remainder.toByteArray(),
                0,
                remainder.length());
        return out.toOctets();
    }

    /// Appends the route with a key as it stands in a withdrawal.
    public abstract void writeWithdrawal(OctetWriter out, byte[] key, int start, int length);

    /// Whether a key has a distinguisher, behind its route type.
    abstract boolean hasDistinguisher(byte[] key, int start, int length);

    /// Whether the route is a MAC/IP Advertisement, to which the rules of mobility apply.
    public abstract boolean isMacIp(byte[] key, int start);
}
