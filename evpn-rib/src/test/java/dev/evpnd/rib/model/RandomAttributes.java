package dev.evpnd.rib.model;

import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.attribute.Aigp;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.attribute.UnrecognizedAttribute;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random attributes of which the decision, reflection, propagation or policy asks something.
final class RandomAttributes {
    /// Not transitive, and of no known meaning.
    private static final ExtendedCommunity INNER = ExtendedCommunity.of(0x4301_0000_0000_0001L);

    private static final List<Community> COMMUNITIES =
            List.of(
                    Community.NO_ADVERTISE,
                    Community.NO_EXPORT,
                    Community.NO_EXPORT_SUBCONFED,
                    Community.LLGR_STALE,
                    Community.NO_LLGR,
                    Community.parse("65000:1"));

    private static final List<String> AS_PATHS =
            List.of(
                    "",
                    "",
                    "70000 2",
                    "3",
                    "2",
                    "(64512) 3",
                    "3 65000",
                    "65000 3",
                    "65000 2 65000");

    private final Random random;
    private final boolean withTunnels;

    /// Whether all have an attribute that is not passed on. Not some: then two that are different
    /// would be told alike.
    private final boolean withLocalAttribute;

    RandomAttributes(Random random, boolean withTunnels) {
        this.withTunnels = withTunnels;
        this.random = random;
        withLocalAttribute = oneIn(6);
    }

    private boolean oneIn(int bound) {
        return random.nextInt(bound) == 0;
    }

    PathAttributes next() {
        var set = PathAttributes.of(new Origin(random.nextInt(2)), asPath());
        if (!oneIn(8)) {
            set = set.with(new LocalPref(100 + random.nextInt(2)));
        }
        if (oneIn(3)) {
            set = set.with(new MultiExitDisc(random.nextInt(3)));
        }
        if (oneIn(4)) {
            set = set.with(new OriginatorId(new BgpIdentifier(0x0a00_00fc + random.nextInt(3))));
        }
        if (oneIn(4)) {
            set = set.with(ClusterList.of(new BgpIdentifier(0x0a00_00fc + random.nextInt(3))));
        }
        if (oneIn(4)) {
            set = set.with(Communities.of(COMMUNITIES.get(random.nextInt(COMMUNITIES.size()))));
        }
        if (!oneIn(4)) {
            set = set.with(extendedCommunities());
        }
        if (withTunnels && !oneIn(4)) {
            set = set.with(tunnel());
        }
        if (oneIn(8)) {
            set = set.with(Aigp.of(random.nextInt(3)));
        }
        if (oneIn(6)) {
            set = set.with(new UnrecognizedAttribute(0xc0, 240, Octets.of(1, 2)));
        }
        if (withLocalAttribute) {
            set = set.with(new UnrecognizedAttribute(0x80, 241, Octets.of(3)));
        }
        return oneIn(8) && set.has(AttributeCode.COMMUNITIES)
                ? set.withPartial(AttributeCode.COMMUNITIES)
                : set;
    }

    private PmsiTunnel tunnel() {
        var label = new Label24(random.nextInt(3) * 100);
        return oneIn(4)
                ? new PmsiTunnel(0, PmsiTunnel.NO_TUNNEL_INFORMATION, label, Octets.EMPTY)
                : PmsiTunnel.ingressReplication(
                        label, new Ipv4Address(oneIn(4) ? 0 : 0x0a01_0000 + random.nextInt(3)));
    }

    private AsPath asPath() {
        return AsPath.parse(AS_PATHS.get(random.nextInt(AS_PATHS.size())));
    }

    private ExtendedCommunities extendedCommunities() {
        var communities = new ArrayList<ExtendedCommunity>();
        for (long target : ScenarioGenerator.TARGETS) {
            if (oneIn(3)) {
                communities.add(ExtendedCommunity.of(target));
            }
        }
        if (oneIn(3)) {
            communities.add(
                    oneIn(4)
                            ? MacMobility.sticky(random.nextInt(3))
                            : MacMobility.of(random.nextInt(3)));
        }
        if (oneIn(4)) {
            communities.add(INNER);
        }
        if (communities.isEmpty()) {
            communities.add(Encapsulation.VXLAN);
        }
        return ExtendedCommunities.of(communities.toArray(ExtendedCommunity[]::new));
    }
}
