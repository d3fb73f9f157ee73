package dev.evpnd.speaker.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What the JVM says of itself: it can be read on any thread at any time, and is there from the
/// beginning to the end.
final class JvmMeters {
    private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

    private JvmMeters() {}

    static void register(MeterRegistry registry) {
        for (var each : ManagementFactory.getGarbageCollectorMXBeans()) {
            counter(
                    registry,
                    Catalogue.COLLECTIONS,
                    each,
                    bean -> bean.getCollectionCount(),
                    each.getName());
            counter(
                    registry,
                    Catalogue.COLLECTION_TIME,
                    each,
                    bean -> bean.getCollectionTime() / MILLIS,
                    each.getName());
        }
        heap(registry, Catalogue.HEAP_USED, MemoryUsage::getUsed);
        heap(registry, Catalogue.HEAP_COMMITTED, MemoryUsage::getCommitted);
        heap(registry, Catalogue.HEAP_MAX, MemoryUsage::getMax);
        gauge(
                registry,
                Catalogue.THREADS,
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static <T> void counter(
            MeterRegistry registry,
            Metric metric,
            T counting,
            ToDoubleFunction<T> value,
            String label) {
        FunctionCounter.builder(metric.family(), counting, value)
                .description(metric.help())
                .tags(Tags.of(metric.labels().getFirst(), label))
                .register(registry);
    }

    private static void heap(
            MeterRegistry registry, Metric metric, ToDoubleFunction<MemoryUsage> value) {
        gauge(
                registry,
                metric,
                () ->
                        value.applyAsDouble(
                                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage()));
    }

    private static void gauge(MeterRegistry registry, Metric metric, Supplier<Number> value) {
        Gauge.builder(metric.family(), value).description(metric.help()).register(registry);
    }
}
