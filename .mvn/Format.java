import com.google.googlejavaformat.java.Main;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Checks or writes the form of every Java source in the checkout with google-java-format.
///
/// A program of one file that the build runs from source: the formatter's own command line takes
/// file names only, and one JVM for all modules is what keeps the check quick.
final class Format {
    private static final List<String> SOURCE_FOLDERS =
            List.of("src/main/java", "src/test/java", "src/jmh/java", "src/training/java");

    private Format() {}

    public static void main(String[] args) throws Exception {
        boolean write = args[0].equals("write");
        var root = Path.of(args[1]);
        var command = new ArrayList<>(List.of("--aosp", "--skip-reflowing-long-strings"));
        command.addAll(
                write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
        var sources = sources(root);
        command.addAll(sources);

        var found = new StringWriter();
        var errors = new PrintWriter(System.err, true);
        int status =
                new Main(new PrintWriter(found, true), errors, System.in)
                        .format(command.toArray(String[]::new));
        if (status != 0) {
            found.toString()
                    .lines()
                    .forEach(
                            file ->
                                    System.err.println(
                                            "not formatted: " + root.relativize(Path.of(file))));
            System.err.println("format with: mvn -N -Pformat process-sources");
        }
        System.exit(status);
    }

    private static List<String> sources(Path root) throws IOException {
        var sources = new ArrayList<String>();
        sources.add(root.resolve(".mvn/Format.java").toString());
        try (var modules = Files.list(root)) {
            for (var module : modules.filter(Files::isDirectory).toList()) {
                for (var folder : SOURCE_FOLDERS) {
                    if (Files.isDirectory(module.resolve(folder))) {
                        try (var files = Files.walk(module.resolve(folder))) {
                            files.map(Path::toString)
                                    .filter(file -> file.endsWith(".java"))
                                    .sorted()
                                    .forEach(sources::add);
                        }
                    }
                }
            }
        }
        return sources;
    }
}
