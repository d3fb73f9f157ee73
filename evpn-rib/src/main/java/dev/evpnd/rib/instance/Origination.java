package dev.evpnd.rib.instance;

import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnRoute;

/// A route that this speaker originates.
public record Origination(EvpnRoute route, MpNextHop nextHop, PathAttributes attributes) {}
