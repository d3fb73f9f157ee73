package dev.evpnd.speaker.admin;

import static dev.evpnd.speaker.Eventually.until;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.speaker.config.ShownConfiguration;
import dev.evpnd.speaker.daemon.Speaker;
import dev.evpnd.speaker.kernel.KernelThread;
import dev.evpnd.speaker.query.Host;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Whoever comes to the socket, the daemon is none the worse for it.
@Timeout(60)
class AdminSocketTest {
    private static final AdminLimits LIMITS =
            new AdminLimits(8, 4096, Duration.ofSeconds(1), Duration.ofSeconds(1));

    @TempDir private Path directory;

    private final List<Throwable> failures = new ArrayList<>();
    private final Speaker speaker =
            new Speaker(
                    RibSettings.of(new Asn(65000), BgpIdentifier.parse("10.0.0.1")),
                    2,
                    RoutingLimits.DEFAULT,
                    1,
                    failures::add);
    private AdminAnswers answers;
    private AdminAnswers viewersAnswers;
    private AdminSocket socket;

    @BeforeEach
    void open() throws IOException {
        var host =
                new Host() {
                    @Override
                    public RibSettings settings() {
                        return RibSettings.of(new Asn(65000), BgpIdentifier.parse("10.0.0.1"));
                    }

                    @Override
                    public List<InetSocketAddress> listening() {
                        return List.of();
                    }

                    @Override
                    public int dynamicLimit() {
                        return 10;
                    }

                    @Override
                    public Optional<KernelThread> kernel() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<ShownConfiguration> configuration() {
                        return Optional.empty();
                    }

                    @Override
                    public List<String> reload() {
                        throw new IllegalArgumentException("a defect");
                    }
                };
        var inspection =
                new Inspection(
                        speaker.neighbors(),
                        speaker.routing(),
                        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                        host);
        answers = new AdminAnswers(inspection, Door.ADMINISTRATORS);
        viewersAnswers = new AdminAnswers(inspection, Door.VIEWERS);
        socket = AdminSocket.open(directory, Door.ADMINISTRATORS, answers, LIMITS);
    }

    @AfterEach
    void close() {
        socket.close();
        speaker.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void answersOneRequestAfterTheOther() throws IOException {
        try (var channel = connect()) {
            send(channel, "daemon\npeers\r\nfly\n");
            channel.shutdownOutput();
            var answers = rest(channel).lines().toList();
            assertThat(answers).hasSize(3);
            assertThat(answers.get(0)).startsWith("{\"version\":");
            assertThat(answers.get(1)).isEqualTo("{\"peers\":[]}");
            assertThat(answers.get(2)).startsWith("{\"error\":\"expected peers");
        }
    }

    @Test
    void takesARequestAsItComes() throws Exception {
        try (var channel = connect()) {
            for (var letter : List.of("p", "e", "e", "r", "s", "\n")) {
                send(channel, letter);
            }
            assertThat(line(channel)).isEqualTo("{\"peers\":[]}");
        }
    }

    @Test
    void refusesALineThatDoesNotEnd() throws IOException {
        try (var channel = connect()) {
            sendWhatIsTaken(channel, "x".repeat(10_000));
            assertThat(rest(channel))
                    .isEqualTo("{\"error\":\"expected a line of at most 4096 octets\"}\n");
        }
        assertThat(ask("peers")).isEqualTo("{\"peers\":[]}");
    }

    @Test
    void answersNoMoreThanItMayAtOnce() throws IOException {
        var channels = new ArrayList<SocketChannel>();
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            var channel = connect();
            channels.add(channel);
            if (i >= LIMITS.connections()) {
                assertThat(rest(channel)).contains("as many as there may be");
                refused++;
            }
        }
        assertThat(refused).isEqualTo(200 - LIMITS.connections());
        send(channels.getFirst(), "peers\n");
        assertThat(line(channels.getFirst())).isEqualTo("{\"peers\":[]}");

        for (var channel : channels) {
            channel.close();
        }
        assertThat(askedAgain()).isEqualTo("{\"peers\":[]}");
    }

    /// That others have gone, the daemon learns a moment later.
    private String askedAgain() throws IOException {
        var answer = ask("peers");
        while (answer.contains("error")) {
            answer = ask("peers");
        }
        return answer;
    }

    @Test
    void cutsOffWhoeverReadsNothingAndAnswersOthersMeanwhile() throws Exception {
        announce(5_000);
        try (var channel = connect()) {
            send(channel, "routes\n");
            assertThat(ask("peers")).isEqualTo("{\"peers\":[]}");
            until(() -> socket.connected() == 0);
            var taken = restOfWhatWasSent(channel);
            assertThat(taken).isNotEmpty().doesNotEndWith("\n");
        }
    }

    @Test
    void closesWhatIsIdle() throws IOException {
        try (var channel = connect()) {
            long begun = System.nanoTime();
            assertThat(rest(channel)).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThan(Duration.ofMillis(500));
        }
    }

    @Test
    void answersEveryLineWithOneObjectWhateverItSays() throws IOException {
        var random = new Random(20261121);
        var words =
                List.of(
                        "peers",
                        "routes",
                        "explain",
                        "daemon",
                        "reset",
                        "refresh",
                        "type",
                        "rd",
                        "peer",
                        "2",
                        "-1",
                        "99999999999",
                        "10.0.0.1",
                        "::",
                        "fe80::1%eth0",
                        "65000:1",
                        "0x",
                        "02",
                        "zz",
                        "\"",
                        "{",
                        "\\",
                        "\u0000",
                        "\u001b[2J",
                        "é",
                        "\ud83d");
        for (int i = 0; i < 300; i++) {
            var line = new StringBuilder();
            for (int word = random.nextInt(6); word >= 0; word--) {
                line.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            var answer = ask(line.toString());
            assertThat(new JsonMapper().readTree(answer).isObject()).as(line.toString()).isTrue();
        }
        var octets = new byte[2000];
        for (int i = 0; i < 50; i++) {
            random.nextBytes(octets);
            try (var channel = connect()) {
                sendWhatIsTaken(channel, new String(octets, StandardCharsets.ISO_8859_1));
                channel.shutdownOutput();
                rest(channel).lines().forEach(line -> new JsonMapper().readTree(line));
            }
        }
    }

    @Test
    void survivesADefectInAnAnswer() throws IOException {
        assertThat(ask("reload")).contains("the daemon has failed at this");
        assertThat(ask("peers")).isEqualTo("{\"peers\":[]}");
    }

    @Test
    void survivesThoseWhoLeaveInTheMiddle() throws IOException {
        announce(2_000);
        for (int i = 0; i < 20; i++) {
            try (var channel = connect()) {
                send(channel, "routes\n");
                channel.read(ByteBuffer.allocate(100));
            }
        }
        assertThat(askedAgain()).isEqualTo("{\"peers\":[]}");
    }

    @Test
    void replacesTheSocketOfADeadDaemon() throws IOException {
        socket.close();
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket.path()));
        }
        assertThat(socket.path()).exists();

        socket = AdminSocket.open(directory, Door.ADMINISTRATORS, answers, LIMITS);
        assertThat(ask("peers")).isEqualTo("{\"peers\":[]}");
    }

    @Test
    void isForItsOwnUserAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.path())))
                .isEqualTo("rw-------");
        assertThat(directory.resolve(".sock")).doesNotExist();
    }

    @Test
    void theOtherDoorIsForItsGroupAndWhoeverComesByItOnlyLooks() throws IOException {
        socket.close();
        socket = AdminSocket.open(directory, Door.VIEWERS, viewersAnswers, LIMITS);
        assertThat(socket.path()).hasFileName("view.sock");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.path())))
                .isEqualTo("rw-rw----");
        assertThat(ask("peers")).isEqualTo("{\"peers\":[]}");
        assertThat(ask("reload"))
                .startsWith(
                        "{\"error\":\"this changes something, and may be told by the socket of");
        assertThat(ask("reset 10.0.0.1")).startsWith("{\"error\":\"this changes something");
        assertThat(ask("command show version")).startsWith("text ");
        assertThat(ask("command reload")).startsWith("failed ");
    }

    @Test
    void saysThatAPathIsTooLong() {
        var deep = directory.resolve("d".repeat(100));
        assertThatThrownBy(() -> AdminSocket.open(deep, Door.ADMINISTRATORS, answers, LIMITS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("107 octets");
    }

    private void announce(int routes) {
        speaker.routing()
                .change(
                        rib -> {
                            for (int i = 0; i < routes; i++) {
                                rib.originate(update(i));
                            }
                        });
        assertThat(speaker.routing().ask(rib -> rib.view().size()).join()).isEqualTo(routes);
    }

    private static Update update(int number) {
        var vtep = IpAddress.parse("10.0.0.1");
        var route =
                new InclusiveMulticastEthernetTag(
                        RouteDistinguisher.parse("10.0.0.1:1"), new EthernetTag(number), vtep);
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPref(100),
                        new MpReachNlri(
                                MpNextHop.of(vtep), new EvpnNlri(List.of(Nlri.of(route))))));
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket.path()));
    }

    private String ask(String request) throws IOException {
        try (var channel = connect()) {
            sendWhatIsTaken(channel, request + "\n");
            channel.shutdownOutput();
            return rest(channel).strip();
        }
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Who is refused may be so before all is sent.
    private static void sendWhatIsTaken(SocketChannel channel, String text) {
        try {
            send(channel, text);
        } catch (IOException refused) {
            // What it said can be read all the same.
        }
    }

    private static String rest(SocketChannel channel) throws IOException {
        return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String restOfWhatWasSent(SocketChannel channel) {
        try {
            return rest(channel);
        } catch (IOException reset) {
            return "reset";
        }
    }

    private static String line(SocketChannel channel) throws IOException {
        var line = new StringBuilder();
        var octet = ByteBuffer.allocate(1);
        while (channel.read(octet) > 0 && octet.get(0) != '\n') {
            line.append((char) octet.get(0));
            octet.clear();
        }
        return line.toString();
    }
}
