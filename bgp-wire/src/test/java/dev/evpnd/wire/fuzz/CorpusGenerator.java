package dev.evpnd.wire.fuzz;

import dev.evpnd.wire.attribute.AttributeGenerator;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.CapabilityGenerator;
import dev.evpnd.wire.community.CommunityGenerator;
import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.message.MessageGenerator;
import dev.evpnd.wire.message.UpdateGenerator;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Writes what the corpus of each target was chosen from: what the seeded generators of the tests
/// make, on every session, and the octets of other speakers' tests.
///
/// Most of it reaches the same code; docs/fuzzing.md says how the few are found that do not.
public final class CorpusGenerator {
    private static final int LONGEST = 1500;
    private static final int SEEDS = 600;

    private final Path target;
    private final Random random = new Random(1);
    private int number;

    private CorpusGenerator(Path target) {
        this.target = target;
    }

    /// @param arguments the folder that gets a folder for each target
    public static void main(String[] arguments) throws IOException {
        var root = Path.of(arguments[0]);
        new CorpusGenerator(root.resolve("MessageFuzzTest")).messages();
        new CorpusGenerator(root.resolve("PathAttributesFuzzTest")).attributes();
        new CorpusGenerator(root.resolve("UpdateFuzzTest")).updates();
        new CorpusGenerator(root.resolve("EvpnNlriFuzzTest")).evpn();
        new CorpusGenerator(root.resolve("OpenFuzzTest")).capabilities();
        new CorpusGenerator(root.resolve("TextFuzzTest")).texts();
    }

    private void messages() throws IOException {
        var messages = new MessageGenerator(random);
        var updates = new UpdateGenerator(random);
        for (int i = 0; i < SEEDS; i++) {
            int session = random.nextInt(0x20);
            var message =
                    random.nextBoolean()
                            ? messages.message()
                            : updates.update((session & Sessions.ADD_PATH) != 0);
            write(session, writer -> message.encode(writer, Sessions.of(session)));
        }
        for (var vector : vectors("message")) {
            write(0, writer -> writer.octets(vector));
        }
    }

    private void updates() throws IOException {
        var updates = new UpdateGenerator(random);
        for (int i = 0; i < SEEDS; i++) {
            int session = random.nextInt(0x08);
            var update = updates.update((session & Sessions.ADD_PATH) != 0);
            write(session, writer -> update.encodeBody(writer, Sessions.of(session)));
        }
        for (var vector : vectors("update-body")) {
            write(0, writer -> writer.octets(vector));
        }
    }

    private void attributes() throws IOException {
        var attributes = new AttributeGenerator(random);
        for (int i = 0; i < SEEDS; i++) {
            int session = random.nextInt(0x08);
            boolean twoOctets = (session & Sessions.TWO_OCTET_AS) != 0;
            var set =
                    twoOctets ? attributes.attributesOfTwoOctetSpeaker() : attributes.attributes();
            write(session, writer -> set.encode(writer, Sessions.of(session)));
        }
        for (var vector : vectors("attribute")) {
            write(0, writer -> writer.octets(vector));
        }
    }

    private void evpn() throws IOException {
        for (int i = 0; i < SEEDS; i++) {
            boolean addPath = random.nextInt(4) == 0;
            int count = 1 + random.nextInt(3);
            Consumer<OctetWriter> routes =
                    writer -> {
                        for (int route = 0; route < count; route++) {
                            if (addPath) {
                                writer.u32(random.nextInt());
                            }
                            EvpnRouteGenerator.route(random).encode(writer);
                        }
                    };
            write(addPath ? Sessions.ADD_PATH : 0, routes);
        }
        for (var vector : vectors("nlri")) {
            write(0, writer -> writer.octets(vector));
        }
        for (var vector : vectors("nlri-addpath")) {
            write(Sessions.ADD_PATH, writer -> writer.octets(vector));
        }
    }

    private void capabilities() throws IOException {
        var capabilities = new CapabilityGenerator(random);
        for (int i = 0; i < SEEDS; i++) {
            List<Capability> list = capabilities.capabilities(4);
            var writer = new OctetWriter();
            list.forEach(each -> each.encode(writer));
            capabilities.capability().encode(writer);
            write(writer);
        }
    }

    private void texts() throws IOException {
        var attributes = new AttributeGenerator(random);
        for (int i = 0; i < SEEDS; i++) {
            var value =
                    switch (random.nextInt(7)) {
                        case 0 -> EvpnRouteGenerator.distinguisher(random);
                        case 1 -> EvpnRouteGenerator.segment(random);
                        case 2 -> CommunityGenerator.ipv6ExtendedCommunity(random);
                        case 3 -> CommunityGenerator.community(random);
                        case 4 -> CommunityGenerator.largeCommunity(random);
                        case 5 -> attributes.asPath(-1);
                        default -> CommunityGenerator.extendedCommunity(random);
                    };
            var text = value.toString().getBytes(StandardCharsets.UTF_8);
            write(new OctetWriter().bytes(text, 0, text.length));
        }
    }

    private void write(int session, Consumer<OctetWriter> content) throws IOException {
        var writer = new OctetWriter().u8(session);
        content.accept(writer);
        write(writer);
    }

    private void write(OctetWriter content) throws IOException {
        if (content.length() <= LONGEST) {
            Files.createDirectories(target);
            Files.write(target.resolve("%04d".formatted(number++)), content.toByteArray());
        }
    }

    private static List<Octets> vectors(String kind) throws IOException {
        try (var stream = CorpusGenerator.class.getResourceAsStream("/vectors/evpn.tsv")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .filter(columns -> columns[0].equals(kind))
                    .map(columns -> Octets.ofHex(columns[2]))
                    .toList();
        }
    }
}
