package dev.evpnd.speaker.daemon;

import static dev.evpnd.speaker.Eventually.until;
import static dev.evpnd.speaker.daemon.Asking.get;
import static dev.evpnd.speaker.daemon.ReloadedDaemon.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.speaker.config.Configuration;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.loopback.ListenPort;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.Update;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Whether a daemon answers HTTP, where, and how it says that it is.
@Timeout(60)
class HttpTest {
    private static final String ONE = "127.0.0.9";

    @RegisterExtension final ReloadedDaemon reloaded = new ReloadedDaemon();

    @TempDir Path directory;

    private final int port = ListenPort.choose();

    private static String http(int... ports) {
        var listen = new StringBuilder();
        for (int each : ports) {
            listen.append("127.0.0.1:").append(each).append(", ");
        }
        return "http: {listen: [" + listen + "]}";
    }

    private Configuration with(String... lines) {
        return reloaded.configuration(lines);
    }

    private static void assertThatIsOk(int port) throws IOException {
        assertThat(get(port, "/health"))
                .returns(200, HttpResponse::statusCode)
                .returns("ok\n", HttpResponse::body);
    }

    private static void assertThatNobodyIsAt(int port) {
        assertThatThrownBy(() -> get(port, "/health")).isInstanceOf(ConnectException.class);
    }

    @Test
    void isWellAndReadyWhenItListens() throws Exception {
        reloaded.start(with(http(port)));
        assertThatIsOk(port);
        assertThat(get(port, "/ready"))
                .returns(200, HttpResponse::statusCode)
                .returns("ok\n", HttpResponse::body);
    }

    @Test
    void isAnsweredOnEveryAddressAndNowhereWhenItHasEnded() throws Exception {
        int other = ListenPort.choose();
        var daemon = reloaded.start(with(http(port, other)));
        assertThatIsOk(port);
        assertThatIsOk(other);
        daemon.close();
        assertThatNobodyIsAt(port);
        assertThatNobodyIsAt(other);
    }

    @Test
    void isNotWellWhileTheThreadOfTheRoutesComesToNothing() throws Exception {
        var daemon = reloaded.start(with(http(port)));
        var released = new CountDownLatch(1);
        daemon.speaker().routing().change(_ -> awaitQuietly(released));
        for (var path : new String[] {"/health", "/ready"}) {
            assertThat(get(port, path))
                    .returns(503, HttpResponse::statusCode)
                    .returns(
                            "the thread of the routes has not answered within 1000 ms\n",
                            HttpResponse::body);
        }
        released.countDown();
        assertThatIsOk(port);
    }

    @Test
    void isNotWellWhileAThreadOfTheSessionsComesToNothing() throws Exception {
        var daemon = reloaded.start(with(http(port)));
        var released = new CountDownLatch(1);
        daemon.speaker().transport().controlLoop().execute(() -> awaitQuietly(released));
        assertThat(get(port, "/health").body())
                .isEqualTo("a thread of the sessions has not answered within 1000 ms\n");
        released.countDown();
        assertThatIsOk(port);
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void isNotReadyBeforeThePeersThatKeptItsRoutesHaveToldTheirs() throws Exception {
        var state = StateDirectory.take(directory).orElseThrow();
        state.keep(Set.of(IpAddress.parse(ONE)));
        reloaded.start(
                with(http(port), neighbors(ONE + ": {graceful-restart: {mode: restarter}}")),
                state);
        assertThatIsOk(port);
        assertThat(get(port, "/ready"))
                .returns(503, HttpResponse::statusCode)
                .returns(
                        "it has restarted, and waits for the routes of its peers\n",
                        HttpResponse::body);
        try (var one = reloaded.connect(ONE)) {
            one.send(one.open(RawPeer.HOLD, ReloadTest.graceful()));
            assertThat(one.receive()).isInstanceOf(Open.class);
            one.send(Keepalive.INSTANCE);
            one.send(Update.endOfRib(AddressFamily.L2VPN_EVPN));
            until(() -> status("/ready") == 200);
        }
    }

    private int status(String path) {
        try {
            return get(port, path).statusCode();
        } catch (IOException gone) {
            return 0;
        }
    }

    @Test
    void aReloadOpensMovesAndClosesIt() throws Exception {
        int other = ListenPort.choose();
        var daemon = reloaded.start(with());
        assertThatNobodyIsAt(port);
        assertThat(daemon.reload(with(http(port)))).isEmpty();
        assertThatIsOk(port);
        assertThat(daemon.reload(with(http(port, other)))).isEmpty();
        assertThatIsOk(port);
        assertThatIsOk(other);
        assertThat(daemon.reload(with(http(other)))).isEmpty();
        assertThatNobodyIsAt(port);
        assertThatIsOk(other);
        assertThat(daemon.reload(with())).isEmpty();
        assertThatNobodyIsAt(other);
        assertThat(daemon.reload(with(http(port)))).isEmpty();
        assertThatIsOk(port);
    }

    @Test
    void aReloadIsRefusedWholeWhereItCannotBeAnswered() throws Exception {
        int other = ListenPort.choose();
        var daemon = reloaded.start(with(http(port)));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var changed =
                    ReloadedDaemon.on(
                            "127.0.0.1:" + ListenPort.choose(), http(other, taken.getLocalPort()));
            assertThatThrownBy(() -> daemon.reload(changed))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on /127.0.0.1:" + taken.getLocalPort());
        }
        assertThatIsOk(port);
        assertThatNobodyIsAt(other);
        assertThat(daemon.listening())
                .containsExactly(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), reloaded.port()));
    }

    @Test
    void aReloadThatIsRefusedForPeersLeavesItWhereItWas() throws Exception {
        int other = ListenPort.choose();
        var daemon = reloaded.start(with(http(port)));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var changed = ReloadedDaemon.on("127.0.0.1:" + taken.getLocalPort(), http(other));
            assertThatThrownBy(() -> daemon.reload(changed)).isInstanceOf(IOException.class);
        }
        assertThatIsOk(port);
        assertThatNobodyIsAt(other);
    }

    @Test
    void doesNotStartWhereItCannotBeAnswered() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> reloaded.start(with(http(taken.getLocalPort()))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on /127.0.0.1:" + taken.getLocalPort());
        }
    }
}
