package dev.evpnd.it.tshark;

import dev.evpnd.wire.address.AddressGenerator;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.AttributeGenerator;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.IntSequence;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.CommunityGenerator;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.MessageGenerator;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.message.UpdateGenerator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Random packets of messages that tshark reads.
final class SampleGenerator {
    private static final int LONGEST_MESSAGE = 4096;
    private static final int ALL_OF_FOUR_OCTETS = -1;

    private final RandomGenerator random;
    private final Session session;
    private final ReadableByTshark readable;

    private SampleGenerator(RandomGenerator random, Session session) {
        this.random = random;
        this.session = session;
        this.readable = new ReadableByTshark(session);
    }

    /// The packet of a seed, always the same.
    static Sample sample(long seed, Session session) {
        var generator = new SampleGenerator(new SplittableRandom(seed), session);
        return new Sample("seed " + seed, session, generator.messages());
    }

    /// Mostly one message, now and then a few.
    private List<BgpMessage> messages() {
        int count = random.nextInt(8) == 0 ? random.nextInt(2, 5) : 1;
        return Stream.generate(this::message).limit(count).toList();
    }

    private BgpMessage message() {
        while (true) {
            var made = random.nextInt(4) == 0 ? new MessageGenerator(random).message() : update();
            var message = readable.message(made);
            if (message.isPresent()
                    && Sample.encode(message.get(), session).length <= LONGEST_MESSAGE) {
                return message.get();
            }
        }
    }

    /// An UPDATE that has, beside what any has, a path, and communities that mean something.
    private Update update() {
        var update = new UpdateGenerator(random).update(session.isAddPath());
        if (!update.announces()) {
            return update;
        }
        var attributes = tunnel(communities(update.pathAttributes()));
        return new Update(update.withdrawnRoutes(), path(attributes), update.nlri());
    }

    private PathAttributes path(PathAttributes attributes) {
        var generator = new AttributeGenerator(random);
        return switch (session) {
            case FOUR_OCTET_AS, ADD_PATH -> attributes.with(generator.asPath(ALL_OF_FOUR_OCTETS));
            // What the speaker with two octets got of others, or what does not fit by itself.
            case TWO_OCTET_AS ->
                    random.nextBoolean()
                            ? attributes.with(generator.asPath(ALL_OF_FOUR_OCTETS))
                            : ofTwoOctetSpeaker(attributes, generator);
        };
    }

    private static PathAttributes ofTwoOctetSpeaker(
            PathAttributes attributes, AttributeGenerator generator) {
        var others = generator.attributesOfTwoOctetSpeaker();
        var path = others.find(AsPath.class).orElseThrow();
        var result = attributes.without(AttributeCode.AGGREGATOR).with(path);
        for (int code : new int[] {AttributeCode.AS4_PATH, AttributeCode.AS4_AGGREGATOR}) {
            result = others.get(code).map(result::with).orElse(result);
        }
        return result;
    }

    /// The tunnel of a fabric more often than chance would have it.
    private PathAttributes tunnel(PathAttributes attributes) {
        return random.nextInt(8) == 0
                ? attributes.with(
                        PmsiTunnel.ingressReplication(
                                AddressGenerator.label(random), AddressGenerator.ipv4(random)))
                : attributes;
    }

    private PathAttributes communities(PathAttributes attributes) {
        var result = attributes;
        if (random.nextBoolean()) {
            result = result.with(extendedCommunities());
        }
        if (random.nextInt(4) == 0) {
            var bits =
                    Stream.generate(() -> CommunityGenerator.community(random))
                            .limit(random.nextInt(1, 8))
                            .mapToInt(Community::bits);
            result = result.with(new Communities(IntSequence.of(bits.toArray())));
        }
        return result;
    }

    /// Half of them of a VXLAN fabric, where labels are VNIs.
    private ExtendedCommunities extendedCommunities() {
        var communities = new ArrayList<ExtendedCommunity>();
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            communities.add(CommunityGenerator.extendedCommunity(random));
        }
        if (random.nextBoolean()) {
            communities.add(random.nextInt(4) == 0 ? Encapsulation.VXLAN_GPE : Encapsulation.VXLAN);
        }
        return ExtendedCommunities.of(communities.toArray(ExtendedCommunity[]::new));
    }
}
