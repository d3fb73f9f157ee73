package dev.evpnd.it.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Calls programs as who installs evpnd does.
///
/// @param directory for what they write
record Calls(Path directory) {
    private static final int LIMIT_MINUTES = 5;

    ProcessBuilder builder(List<String> words) {
        var builder = new ProcessBuilder(words);
        builder.environment().put("EVPND_AS_BUILT", "1");
        builder.environment().put("EVPND_RUNTIME_DIR", directory.resolve("run").toString());
        return builder;
    }

    /// Has one do its work, which has to succeed.
    ///
    /// @return what it wrote
    String run(String... words) throws IOException, InterruptedException {
        return run(List.of(words));
    }

    private String run(List<String> words) throws IOException, InterruptedException {
        var output = Files.createTempFile(directory, "output", "");
        var process =
                builder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        var text = Files.readString(output);
        assertThat(ended).as(text).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    /// Has packages made.
    ///
    /// @param where the name of the directory that they are to be in
    /// @param words what else is said
    /// @return what is there then, in the order of names
    List<Path> make(String where, String... words) throws IOException, InterruptedException {
        var output = directory.resolve(where);
        var command = new ArrayList<String>();
        command.add(Objects.requireNonNull(System.getProperty("package.command")));
        command.addAll(List.of("--output", output.toString()));
        command.addAll(List.of(words));
        run(command);
        try (var files = Files.list(output)) {
            return files.sorted().toList();
        }
    }
}
