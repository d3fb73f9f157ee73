package dev.evpnd.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Waiting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A guide whose commands are typed one after the other, on a machine of its own.
final class GuideRun {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// With `-Dtranscripts.update` what is seen is written into the page.
    private static final boolean UPDATE = Boolean.getBoolean("transcripts.update");

    /// Until what is seen then is taken for what will be seen.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Guide guide;
    private final Machine machine;
    private final boolean isUpdated;

    /// Below each line of a command what was seen.
    private final Map<Integer, List<String>> seen = new HashMap<>();

    private GuideRun(Guide guide, Machine machine, boolean isUpdated) {
        this.guide = guide;
        this.machine = machine;
        this.isUpdated = isUpdated;
    }

    /// @param name of the page
    /// @param directory an empty one, where what is typed is run
    static void run(String name, Path directory) throws IOException, InterruptedException {
        try (var machine = new Machine(directory)) {
            run(Path.of("../docs", name + ".md"), machine, UPDATE);
        }
    }

    /// The same of a page that takes something for granted.
    ///
    /// @param stage the page, among the tests' resources, that makes it
    static void run(String name, String stage, Path directory)
            throws IOException, InterruptedException {
        try (var machine = new Machine(directory)) {
            run(Path.of("src/test/resources/dev/evpnd/it/docs", stage + ".md"), machine, false);
            run(Path.of("../docs", name + ".md"), machine, UPDATE);
        }
    }

    private static void run(Path page, Machine machine, boolean isUpdated) throws IOException {
        var guide = Guide.read(page);
        assertThat(guide.blocks()).hasAtLeastOneElementOfType(Guide.Terminal.class);
        new GuideRun(guide, machine, isUpdated).run();
    }

    private void run() throws IOException {
        for (var block : guide.blocks()) {
            switch (block) {
                case Guide.File(_, var file, var text) -> machine.write(file, text);
                case Guide.Terminal(_, var typed) -> {
                    for (var each : typed) {
                        type(each);
                    }
                }
                case Guide.Aside _ -> {}
            }
        }
        if (isUpdated) {
            update();
        }
    }

    /// In user-mode Linux the page can be read alone.
    private void update() throws IOException {
        var updated = guide.with(seen);
        if (Files.isWritable(guide.page())) {
            Files.write(guide.page(), updated);
        } else {
            assertThat(Files.readAllLines(guide.page())).isEqualTo(updated);
        }
    }

    private void type(Guide.Typed typed) throws IOException {
        if (typed.isDaemon()) {
            var said = machine.start(typed.host(), typed.command());
            assertSeen(typed, Seen.among(typed.seen()), () -> read(said));
        } else if (typed.isQuestion()) {
            assertSeen(typed, Seen.of(typed.seen()), () -> run(typed));
        } else {
            judge(typed, Seen.of(typed.seen()), run(typed));
        }
    }

    private String run(Guide.Typed typed) {
        return machine.run(typed.host(), typed.command()).output();
    }

    @FunctionalInterface
    private interface Output {
        String now();
    }

    private void assertSeen(Guide.Typed typed, Seen expected, Output output) {
        judge(
                typed,
                expected,
                Waiting.ask(isUpdated ? PATIENCE : LIMIT, output::now, expected::matches));
    }

    private void judge(Guide.Typed typed, Seen expected, String output) {
        boolean isAsItSays = expected.matches(output);
        if (isUpdated && !isAsItSays) {
            seen.put(typed.at(), output.lines().map(String::stripTrailing).toList());
        } else {
            assertThat(isAsItSays).as("%s:%n%s", typed.command(), output).isTrue();
        }
    }

    private static String read(Path said) {
        try {
            return Files.readString(said);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
