package dev.evpnd.speaker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.console.Console;
import dev.evpnd.speaker.console.Operator;
import dev.evpnd.speaker.console.Outcome;
import dev.evpnd.speaker.query.Inspection;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The commands that an operator of a daemon gives.
final class Operated {
    private final Console console;

    Operated(Daemon daemon) {
        console =
                new Console(
                        new Inspection(
                                daemon.speaker().neighbors(),
                                daemon.speaker().routing(),
                                Speaker::millis,
                                daemon));
    }

    /// What a command says that can be done.
    String answer(String command) {
        var out = new ByteArrayOutputStream();
        assertThat(console.run(command, new Operator("test", true), out))
                .isEqualTo(new Outcome.Done());
        return out.toString(StandardCharsets.UTF_8);
    }

    /// Does what can be done and says nothing.
    void tell(String command) {
        assertThat(answer(command)).isEmpty();
    }

    /// Why a command cannot be done.
    String refusal(String command) {
        var outcome =
                console.run(command, new Operator("test", true), OutputStream.nullOutputStream());
        if (outcome instanceof Outcome.Failed(var reason)) {
            return reason;
        }
        throw new AssertionError(outcome);
    }

    /// The values that are there and may come behind a line.
    List<String> offered(String line) {
        var expected = console.expected(line);
        return expected.words().stream()
                .flatMap(each -> console.existing(each, expected).stream())
                .toList();
    }

    /// What becomes of a command of someone who may only look.
    Outcome viewed(String command) {
        return console.run(command, new Operator("viewer", false), OutputStream.nullOutputStream());
    }
}
