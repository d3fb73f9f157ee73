package dev.evpnd.speaker.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values of one reading, by their metrics.
final class Samples {
    private record Sample(Labels labels, double value) {}

    private final Map<Metric, List<Sample>> samples = new LinkedHashMap<>();

    /// @param labels the values of its labels, in their order
    void add(Metric metric, double value, String... labels) {
        samples.computeIfAbsent(metric, _ -> new ArrayList<>())
                .add(new Sample(Labels.of(metric.labels(), List.of(labels)), value));
    }

    /// The same of a number of things, as exact as the format has it.
    void add(Metric metric, long count, String... labels) {
        add(metric, (double) count, labels);
    }

    void addIf(Metric metric, boolean holds, String... labels) {
        add(metric, holds ? 1 : 0, labels);
    }

    MetricSnapshots snapshots() {
        var all = new ArrayList<MetricSnapshot>();
        samples.forEach((metric, values) -> all.add(snapshot(metric, values)));
        return new MetricSnapshots(all);
    }

    private static MetricSnapshot snapshot(Metric metric, List<Sample> values) {
        var described = new MetricMetadata(metric.family(), metric.help());
        return switch (metric.kind()) {
            case COUNTER ->
                    new CounterSnapshot(
                            described, values.stream().map(Samples::counterPoint).toList());
            case GAUGE ->
                    new GaugeSnapshot(described, values.stream().map(Samples::gaugePoint).toList());
        };
    }

    private static CounterDataPointSnapshot counterPoint(Sample sample) {
        return new CounterDataPointSnapshot(sample.value(), sample.labels(), null, 0);
    }

    private static GaugeDataPointSnapshot gaugePoint(Sample sample) {
        return new GaugeDataPointSnapshot(sample.value(), sample.labels(), null);
    }
}
