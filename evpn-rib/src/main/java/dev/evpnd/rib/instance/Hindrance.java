package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;

/// Why an instance cannot use a route that it imports, at present.
public sealed interface Hindrance {

    /// The router MAC address is that of another way, which came first.
    record RouterMacTaken(Tunnel by) implements Hindrance {
        @Override
        public String text() {
            return "its router MAC address leads to %s, VNI %s".formatted(by.vtep(), by.vni());
        }
    }

    /// The gateway is no host that a route of type 2 with the L3 VNI leads to.
    record GatewayUnknown(IpAddress gateway) implements Hindrance {
        @Override
        public String text() {
            return "no route of type 2 leads to its gateway " + gateway;
        }
    }

    /// The gateway would be a host of a bridge domain here, and none is known there that has it.
    ///
    /// @param vni of the bridge domain
    record GatewaySilent(IpAddress gateway, Vni vni) implements Hindrance {
        @Override
        public String text() {
            return "its gateway %s is in a subnet of VNI %s, and no host there is known to have it"
                    .formatted(gateway, vni);
        }
    }

    /// The gateway is this host itself, which has the route from others.
    record GatewayOwn(IpAddress gateway) implements Hindrance {
        @Override
        public String text() {
            return "its gateway %s is an address of this host itself".formatted(gateway);
        }
    }

    /// In the words of an answer to *why*.
    String text();
}
