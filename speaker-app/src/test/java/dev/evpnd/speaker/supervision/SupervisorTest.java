package dev.evpnd.speaker.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What systemd hears of evpnd, with a socket of the test's own in systemd's place.
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class SupervisorTest {
    private static final long PROCESS = 4711;

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @TempDir Path directory;

    /// What evpnd says of itself, as a test has it.
    private static final class Patient implements Supervisor.Vitals {
        private volatile Optional<String> fault = Optional.empty();

        @Override
        public Optional<String> fault(Duration patience) {
            return fault;
        }

        @Override
        public String status() {
            return "3 of 4\npeers established";
        }
    }

    private final Patient patient = new Patient();

    @AfterEach
    void end() {
        var _ = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private String listen(String path) {
        var bound =
                new Bootstrap()
                        .group(group)
                        .channel(EpollDomainDatagramChannel.class)
                        .handler(
                                new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                                    @Override
                                    protected void channelRead0(
                                            ChannelHandlerContext context,
                                            DomainDatagramPacket packet) {
                                        heard.add(
                                                packet.content().toString(StandardCharsets.UTF_8));
                                    }
                                })
                        .bind(new DomainSocketAddress(path));
        bound.syncUninterruptibly();
        return path;
    }

    private String listen() {
        return listen(directory.resolve("notify").toString());
    }

    private String next() throws InterruptedException {
        var next = heard.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void hearsOfReadinessReloadsAndTheEndInThatOrder() throws Exception {
        try (var supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", listen()), PROCESS)) {
            supervisor.ready(patient);
            supervisor.reloading();
            supervisor.reloaded();
            supervisor.stopping();
        }
        assertThat(next()).isEqualTo("READY=1\nSTATUS=3 of 4 peers established");
        assertThat(next()).matches("RELOADING=1\nMONOTONIC_USEC=\\d+");
        assertThat(next()).isEqualTo("READY=1");
        assertThat(next()).isEqualTo("STOPPING=1");
        assertThat(heard).isEmpty();
    }

    @Test
    void mayHaveASocketThatNoFileHas() throws Exception {
        listen("\0evpnd-" + directory.getFileName());
        var name = "@evpnd-" + directory.getFileName();
        try (var supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", name), PROCESS)) {
            supervisor.stopping();
        }
        assertThat(next()).isEqualTo("STOPPING=1");
    }

    @Test
    void seesSignsOfLifeUntilThereIsAFaultAndHearsWhich() throws Exception {
        var environment = Map.of("NOTIFY_SOCKET", listen(), "WATCHDOG_USEC", "20000");
        try (var supervisor = Supervisor.of(environment, PROCESS)) {
            supervisor.ready(patient);
            assertThat(next()).startsWith("READY=1");
            var alive = "WATCHDOG=1\nSTATUS=3 of 4 peers established";
            assertThat(next()).isEqualTo(alive);
            assertThat(next()).isEqualTo(alive);
            patient.fault = Optional.of("the thread of the routes has not answered");
            var said = next();
            while (said.equals(alive)) {
                said = next();
            }
            assertThat(said).isEqualTo("STATUS=the thread of the routes has not answered");
            patient.fault = Optional.empty();
            while (!said.equals(alive)) {
                said = next();
            }
        }
    }

    /// A process that it was handed on from may have had these.
    @Test
    void waitsForNoSignOfAnotherProcess() throws Exception {
        var environment =
                Map.of(
                        "NOTIFY_SOCKET",
                        listen(),
                        "WATCHDOG_USEC",
                        "1",
                        "WATCHDOG_PID",
                        Long.toString(PROCESS + 1));
        try (var supervisor = Supervisor.of(environment, PROCESS)) {
            supervisor.ready(patient);
        }
        assertThat(next()).startsWith("READY=1");
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "0", "99999999999999999999"})
    void aTimeThatIsNoneIsNone(String micros) throws Exception {
        var environment = Map.of("NOTIFY_SOCKET", listen(), "WATCHDOG_USEC", micros);
        try (var supervisor = Supervisor.of(environment, PROCESS)) {
            supervisor.ready(patient);
        }
        assertThat(next()).startsWith("READY=1");
        assertThat(heard).isEmpty();
    }

    @Test
    void nobodyIsToldWhereNobodyAsks() throws Exception {
        try (var supervisor = Supervisor.of(Map.of(), PROCESS)) {
            supervisor.ready(patient);
            supervisor.reloading();
            supervisor.reloaded();
            supervisor.stopping();
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void whoDoesNotListenIsNamed() {
        var nowhere = directory.resolve("nobody").toString();
        assertThatThrownBy(() -> Supervisor.of(Map.of("NOTIFY_SOCKET", nowhere), PROCESS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("NOTIFY_SOCKET " + nowhere);
    }
}
