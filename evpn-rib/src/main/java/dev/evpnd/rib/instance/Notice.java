package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

/// Something that an operator wants to be told of.
public sealed interface Notice {

    /// An address moved too often, RFC 7432 section 15.1.
    ///
    /// @param mac the address, or null where an IP address moved between MAC addresses
    /// @param address that IP address, or null
    /// @param vtep where it was seen besides here
    /// @param frozen whether it stays where it is until it is cleared or its time is over
    record DuplicateDetected(
            Vni vni,
            @Nullable MacAddress mac,
            @Nullable IpAddress address,
            int moves,
            IpAddress vtep,
            boolean frozen)
            implements Notice {}

    /// An address is no longer a duplicate; one of the two there is.
    ///
    /// @param byOperator or else by time
    record DuplicateCleared(
            Vni vni, @Nullable MacAddress mac, @Nullable IpAddress address, boolean byOperator)
            implements Notice {}

    /// An address that must not move was seen both here and elsewhere, RFC 7432 section 15.2.
    ///
    /// @param address null where it is the MAC address alone
    /// @param stays where it stays
    record StickyConflict(
            Vni vni, MacAddress mac, @Nullable IpAddress address, IpAddress vtep, Stays stays)
            implements Notice {

        /// Which of the two keeps the address.
        public enum Stays {
            HERE,
            THERE
        }
    }

    /// A VTEP has one more router MAC address. All are served.
    ///
    /// @param first that it has the VTEP's address for gateway
    record AnotherRouterMac(Vni vni, IpAddress vtep, MacAddress first, MacAddress another)
            implements Notice {}

    /// A router MAC address is there behind another VTEP or with another VNI, too, of which the
    /// kernel can hold one: what came first. The other is no next hop as long as that has routes.
    ///
    /// @param vtep that has it
    /// @param remoteVni what is sent to that with
    /// @param refusedVtep whose routes are left out
    /// @param refusedVni what they ask to be sent with
    record RouterMacTaken(
            Vni vni,
            MacAddress mac,
            IpAddress vtep,
            Vni remoteVni,
            IpAddress refusedVtep,
            Vni refusedVni)
            implements Notice {}
}
