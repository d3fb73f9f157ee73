package dev.evpnd.speaker.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

class InterruptionTest {
    private final AtomicInteger closed = new AtomicInteger();
    private final Interruption interruption = new Interruption();
    private final Answer answer =
            new Answer(
                    new ByteArrayInputStream(new byte[0]) {
                        @Override
                        public void close() throws IOException {
                            closed.incrementAndGet();
                            super.close();
                        }
                    });

    @Test
    void endsTheAnswerThatIsThere() {
        interruption.ends(answer);
        assertThat(closed).hasValue(0);
        interruption.come();
        assertThat(closed).hasValue(1);
    }

    /// Whoever is quick has pressed it before anything was asked.
    @Test
    void endsTheAnswerThatComesBehindIt() {
        interruption.come();
        interruption.ends(answer);
        assertThat(closed).hasValue(1);
    }
}
