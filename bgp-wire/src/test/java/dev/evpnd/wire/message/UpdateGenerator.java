package dev.evpnd.wire.message;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.AddressGenerator;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.AttributeGenerator;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.NextHop;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.NlriGenerator;
import dev.evpnd.wire.nlri.UnicastNlri;

import java.util.random.RandomGenerator;

/// Random UPDATEs that an internal peer may send and that are nowhere at fault.
public final class UpdateGenerator {
    private final RandomGenerator random;
    private final AttributeGenerator attributes;

    public UpdateGenerator(RandomGenerator random) {
        this.random = random;
        this.attributes = new AttributeGenerator(random);
    }

    /// @param addPath whether the routes of every family may have path identifiers
    public Update update(boolean addPath) {
        return switch (random.nextInt(8)) {
            case 0 ->
                    Update.endOfRib(
                            random.nextBoolean()
                                    ? AddressFamily.L2VPN_EVPN
                                    : AddressFamily.IPV4_UNICAST);
            case 1, 2 -> withdrawal(addPath);
            default -> announcement(addPath);
        };
    }

    private Update withdrawal(boolean addPath) {
        var unreach = new MpUnreachNlri(NlriGenerator.field(random, addPath));
        return new Update(ipv4(addPath), PathAttributes.of(unreach), none());
    }

    /// What is announced is of IPv4 unicast, of another family, or of both.
    private Update announcement(boolean addPath) {
        boolean ipv4 = random.nextInt(3) == 0;
        boolean multiprotocol = !ipv4 || random.nextBoolean();
        var set =
                attributes
                        .attributes()
                        .with(new Origin(random.nextInt(3)))
                        .with(attributes.asPath(-1));
        if (multiprotocol) {
            set = set.with(mpReach(NlriGenerator.field(random, addPath)));
        }
        if (random.nextInt(4) == 0) {
            set = set.with(new MpUnreachNlri(NlriGenerator.field(random, addPath)));
        }
        if (ipv4) {
            set = set.with(new NextHop(AddressGenerator.ipv4(random)));
        } else {
            set = set.without(AttributeCode.NEXT_HOP);
        }
        return new Update(ipv4 ? ipv4(addPath) : none(), set, ipv4 ? ipv4(addPath) : none());
    }

    /// The same without what only internal peers, and members of a confederation, send.
    public static Update toExternalPeer(Update update) {
        var set =
                update.pathAttributes()
                        .without(AttributeCode.LOCAL_PREF)
                        .without(AttributeCode.ORIGINATOR_ID)
                        .without(AttributeCode.CLUSTER_LIST);
        var path = set.find(AsPath.class).map(AsPath::withoutConfederation);
        return new Update(
                update.withdrawnRoutes(),
                path.isPresent() ? set.with(path.get()) : set,
                update.nlri());
    }

    private MpReachNlri mpReach(NlriField routes) {
        return new MpReachNlri(nextHop(routes.family()), routes);
    }

    private MpNextHop nextHop(AddressFamily family) {
        if (family.equals(AddressFamily.IPV4_UNICAST)) {
            return MpNextHop.of(AddressGenerator.ipv4(random));
        }
        if (family.equals(AddressFamily.IPV6_UNICAST)) {
            return MpNextHop.of(AddressGenerator.ipv6(random));
        }
        return random.nextInt(4) == 0
                ? MpNextHop.of(AddressGenerator.ipv6(random), AddressGenerator.ipv6(random))
                : MpNextHop.of(AddressGenerator.ipAddress(random));
    }

    private UnicastNlri ipv4(boolean addPath) {
        return NlriGenerator.unicast(random, AddressFamily.IPV4_UNICAST, addPath);
    }

    private static UnicastNlri none() {
        return (UnicastNlri) NlriField.empty(AddressFamily.IPV4_UNICAST);
    }
}
