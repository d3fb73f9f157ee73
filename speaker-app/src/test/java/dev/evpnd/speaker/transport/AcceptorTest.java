package dev.evpnd.speaker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

class AcceptorTest {

    @Test
    void nobodyIsAcceptedForAMomentWhereTheSystemHasNoMoreSockets() {
        var channel = new EmbeddedChannel(new Acceptor(_ -> {}));
        channel.freezeTime();
        channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
        channel.checkException();
    }
}
