package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import java.util.ArrayList;
import java.util.List;

/// A host of a simulated fabric: where it really is, and which addresses it really has.
final class SimulatedHost {
    static final int NOWHERE = -1;

    final MacAddress mac;
    final boolean router;
    final List<IpAddress> addresses = new ArrayList<>();
    int place = NOWHERE;

    SimulatedHost(MacAddress mac, boolean router) {
        this.mac = mac;
        this.router = router;
    }

    boolean isAt(int vtep) {
        return place == vtep;
    }
}
