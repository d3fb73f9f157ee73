package dev.evpnd.wire.attribute;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.attribute.TunnelEncapsulation.Tunnel;
import dev.evpnd.wire.community.Ipv6ExtendedCommunity;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes attributes and sets of them, any that can be, from a generator of random numbers: the same
/// seed gives the same ones.
///
/// MP_REACH_NLRI and MP_UNREACH_NLRI are not among them.
public final class AttributeGenerator {
    private final RandomGenerator random;

    public AttributeGenerator(RandomGenerator random) {
        this.random = random;
    }

    /// A set that any speaker with four-octet AS numbers may send to an internal peer.
    public PathAttributes attributes() {
        return attributes(2);
    }

    /// A set that a speaker with two-octet AS numbers may send to an internal peer: numbers that
    /// fit there, and the two attributes of RFC 6793.
    public PathAttributes attributesOfTwoOctetSpeaker() {
        var attributes =
                new ArrayList<>(
                        attributes().without(AttributeCode.AGGREGATOR).asList().stream()
                                .filter(each -> !(each instanceof AsPath))
                                .toList());
        attributes.add(asPath(0xffff));
        if (random.nextBoolean()) {
            attributes.add(new Aggregator(asn(0xffff), ipv4()));
        }
        if (random.nextBoolean()) {
            attributes.add(new As4Aggregator(asn(-1), ipv4()));
        }
        var path = asPath(-1).withoutConfederation();
        if (!path.isEmpty()) {
            attributes.add(new As4Path(path.segments()));
        }
        return withPartials(PathAttributes.of(attributes));
    }

    private PathAttributes attributes(int depth) {
        var attributes = new ArrayList<PathAttribute>();
        for (var kind : kinds(depth)) {
            if (random.nextInt(3) == 0) {
                attributes.add(kind.get());
            }
        }
        return withPartials(PathAttributes.of(attributes));
    }

    private PathAttributes withPartials(PathAttributes attributes) {
        var result = attributes;
        for (var attribute : attributes.asList()) {
            if (PathAttributes.mayBePartial(attribute) && random.nextInt(4) == 0) {
                result = result.withPartial(attribute.code());
            }
        }
        return result;
    }

    private List<Supplier<PathAttribute>> kinds(int depth) {
        Stream<Supplier<PathAttribute>> kinds =
                Stream.of(
                        () -> new Origin(random.nextInt(3)),
                        () -> asPath(-1),
                        () -> new NextHop(ipv4()),
                        () -> new MultiExitDisc(random.nextInt() & 0xffff_ffffL),
                        () -> new LocalPref(random.nextInt() & 0xffff_ffffL),
                        () -> AtomicAggregate.PRESENT,
                        () -> new Aggregator(asn(-1), ipv4()),
                        () -> new Communities(ints(count())),
                        () -> new OriginatorId(new BgpIdentifier(random.nextInt())),
                        () -> new ClusterList(ints(count())),
                        () -> new ExtendedCommunities(longs(count())),
                        this::pmsiTunnel,
                        this::tunnelEncapsulation,
                        this::ipv6ExtendedCommunities,
                        this::aigp,
                        () -> new LargeCommunities(ints(3 * count())),
                        () -> new OnlyToCustomer(new Asn(random.nextInt())),
                        this::prefixSid,
                        () -> unrecognized(200, 0xc0),
                        () -> unrecognized(99, 0x80));
        return depth == 0
                ? kinds.toList()
                : Stream.concat(kinds, Stream.of(() -> attrSet(depth - 1))).toList();
    }

    /// A path whose numbers have no bits but those of the mask. Segments of a confederation lead
    /// it, if there are any, and have numbers that fit two octets.
    public AsPath asPath(int mask) {
        var segments = new ArrayList<AsPathSegment>();
        for (int i = random.nextInt(-2, 2); i > 0; i--) {
            segments.add(
                    segment(
                            random.nextBoolean()
                                    ? AsPathSegment.Type.AS_CONFED_SEQUENCE
                                    : AsPathSegment.Type.AS_CONFED_SET,
                            0xffff));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            segments.add(
                    segment(
                            random.nextInt(4) == 0
                                    ? AsPathSegment.Type.AS_SET
                                    : AsPathSegment.Type.AS_SEQUENCE,
                            mask));
        }
        return new AsPath(segments);
    }

    private AsPathSegment segment(AsPathSegment.Type type, int mask) {
        int size = random.nextInt(10) == 0 ? random.nextInt(1, 256) : random.nextInt(1, 5);
        return AsPathSegment.of(
                type, IntStream.range(0, size).map(i -> asn(mask).number()).toArray());
    }

    private Asn asn(int mask) {
        int number = random.nextInt() >>> random.nextInt(20) & mask;
        return new Asn(number == 0 ? 1 : number);
    }

    private PmsiTunnel pmsiTunnel() {
        int type = random.nextInt(16);
        int length =
                switch (type) {
                    case PmsiTunnel.NO_TUNNEL_INFORMATION -> 0;
                    case PmsiTunnel.PIM_SSM, PmsiTunnel.PIM_SM, PmsiTunnel.BIDIR_PIM ->
                            random.nextBoolean() ? 8 : 32;
                    case PmsiTunnel.INGRESS_REPLICATION, PmsiTunnel.ASSISTED_REPLICATION ->
                            random.nextBoolean() ? 4 : 16;
                    default -> random.nextInt(40);
                };
        var label = new Label24(random.nextInt(1 << 24));
        return new PmsiTunnel(random.nextInt(256), type, label, octets(length));
    }

    private TunnelEncapsulation tunnelEncapsulation() {
        return new TunnelEncapsulation(
                list(
                        () ->
                                new Tunnel(
                                        random.nextInt(0x10000),
                                        random.nextBoolean()
                                                ? List.of()
                                                : list(
                                                        () ->
                                                                new Tlv(
                                                                        random.nextInt(256),
                                                                        octets(
                                                                                random.nextInt(
                                                                                        256)))))));
    }

    private Ipv6ExtendedCommunities ipv6ExtendedCommunities() {
        return new Ipv6ExtendedCommunities(
                list(
                        () ->
                                new Ipv6ExtendedCommunity(
                                        random.nextInt(256),
                                        random.nextInt(256),
                                        new Ipv6Address(random.nextLong(), random.nextLong()),
                                        random.nextInt(0x10000))));
    }

    private Aigp aigp() {
        return new Aigp(
                list(
                        () -> {
                            int type = random.nextInt(1, 4);
                            return new Tlv(
                                    type, octets(type == Aigp.AIGP_TLV ? 8 : random.nextInt(20)));
                        }));
    }

    private PrefixSid prefixSid() {
        return new PrefixSid(
                list(
                        () ->
                                switch (random.nextInt(4)) {
                                    case 0 -> new Tlv(PrefixSid.LABEL_INDEX, octets(7));
                                    case 1 ->
                                            new Tlv(
                                                    PrefixSid.ORIGINATOR_SRGB,
                                                    octets(2 + 6 * random.nextInt(1, 4)));
                                    case 2 -> new Tlv(PrefixSid.SRV6_L2_SERVICE, srv6Service());
                                    default ->
                                            new Tlv(
                                                    random.nextInt(7, 256),
                                                    octets(random.nextInt(20)));
                                }));
    }

    /// A service TLV with one SID and, half the time, its structure.
    private Octets srv6Service() {
        var writer = new OctetWriter().u8(0);
        boolean structure = random.nextBoolean();
        writer.u8(1).u16(structure ? 30 : 21).octets(octets(21));
        if (structure) {
            writer.u8(1).u16(6).octets(octets(6));
        }
        return writer.toOctets();
    }

    private AttrSet attrSet(int depth) {
        return new AttrSet(new Asn(random.nextInt()), attributes(depth));
    }

    private UnrecognizedAttribute unrecognized(int code, int flags) {
        int length = random.nextInt(8) == 0 ? random.nextInt(1000) : random.nextInt(8);
        return new UnrecognizedAttribute(flags, code, octets(length));
    }

    private Ipv4Address ipv4() {
        return new Ipv4Address(random.nextInt());
    }

    /// Mostly few, now and then enough for the Extended Length.
    private int count() {
        return random.nextInt(10) == 0 ? random.nextInt(1, 100) : random.nextInt(1, 5);
    }

    private IntSequence ints(int count) {
        return IntSequence.of(random.ints(count).toArray());
    }

    private LongSequence longs(int count) {
        return LongSequence.of(random.longs(count).toArray());
    }

    private Octets octets(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Octets.copyOf(bytes);
    }

    private <T> List<T> list(Supplier<T> element) {
        return Stream.generate(element).limit(random.nextInt(1, 4)).toList();
    }
}
