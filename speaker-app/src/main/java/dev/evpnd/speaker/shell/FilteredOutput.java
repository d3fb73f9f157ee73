package dev.evpnd.speaker.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes of all lines those that filters leave.
final class FilteredOutput extends OutputStream {
    private final OutputStream out;
    private final List<Stage> stages;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    FilteredOutput(OutputStream out, List<LineFilter> filters) {
        this.out = out;
        stages = filters.stream().map(Stage::new).toList();
    }

    /// A filter, and what it has seen.
    private static final class Stage {
        private final LineFilter filter;
        private boolean begun;
        private long count;

        private Stage(LineFilter filter) {
            this.filter = filter;
        }

        private boolean passes(String text) {
            return switch (filter) {
                case LineFilter.Include(var pattern) -> pattern.matcher(text).find();
                case LineFilter.Exclude(var pattern) -> !pattern.matcher(text).find();
                case LineFilter.Begin(var pattern) -> {
                    begun = begun || pattern.matcher(text).find();
                    yield begun;
                }
                case LineFilter.Count _ -> {
                    count++;
                    yield false;
                }
            };
        }
    }

    @Override
    public void write(int octet) throws IOException {
        if (octet == '\n') {
            endLine();
        } else {
            line.write(octet);
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
        }
    }

    private void endLine() throws IOException {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        for (var stage : stages) {
            if (!stage.passes(text)) {
                return;
            }
        }
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /// There are no more lines.
    void end() throws IOException {
        if (line.size() > 0) {
            endLine();
        }
        for (int i = 0; i < stages.size(); i++) {
            var stage = stages.get(i);
            if (stage.filter instanceof LineFilter.Count) {
                var text = stage.count + " lines";
                if (stages.subList(i + 1, stages.size()).stream().allMatch(it -> it.passes(text))) {
                    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        out.flush();
    }
}
