package dev.evpnd.speaker.console;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.RouterMac;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;

import java.util.List;

/// What FRR had of its own when its answers were taken.
public final class OwnRoute {
    private OwnRoute() {}

    public static Update update() {
        var route =
                new IpPrefixAdvertisement(
                        RouteDistinguisher.parse("192.168.33.15:7"),
                        EthernetSegmentId.ZERO,
                        EthernetTag.ZERO,
                        IpPrefix.parse("10.99.0.0/24"),
                        IpAddress.parse("0.0.0.0"),
                        Label24.ZERO);
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new MultiExitDisc(0),
                        ExtendedCommunities.of(RouterMac.of(MacAddress.parse("02:00:00:00:00:15"))),
                        new MpReachNlri(
                                MpNextHop.of(IpAddress.parse("::")),
                                new EvpnNlri(List.of(Nlri.of(route))))));
    }
}
