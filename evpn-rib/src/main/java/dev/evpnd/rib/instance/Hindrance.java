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

    /// In the words of an answer to *why*.
    String text();
}
