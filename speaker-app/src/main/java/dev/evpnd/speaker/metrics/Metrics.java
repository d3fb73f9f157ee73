package dev.evpnd.speaker.metrics;

import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.QueryFailure;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/// All metrics of a daemon.
///
/// What the JVM has are meters of Micrometer's, registered once. What the daemon has is collected
/// beside them in one go, for it is asked of the threads that know: a meter for each value of each
/// peer would have to be kept, and asked for by itself.
public final class Metrics {
    /// Of what is written (Prometheus' text format 0.0.4).
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /// Who reads slowly keeps what he reads in memory.
    private static final int READERS = 4;

    private final PrometheusMeterRegistry registry;
    private final Semaphore readers = new Semaphore(READERS);

    public Metrics(Inspection inspection) {
        var collected = new PrometheusRegistry();
        MultiCollector daemon = () -> DaemonSamples.of(inspection.overview()).snapshots();
        collected.register(daemon);
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collected, Clock.SYSTEM);
        JvmMeters.register(registry);
    }

    /// Writes all values as they are by now.
    ///
    /// @throws QueryFailure when there is no answer; then nothing is written
    public void write(OutputStream out) throws IOException {
        if (!readers.tryAcquire()) {
            throw new QueryFailure(READERS + " others are reading");
        }
        try {
            registry.scrape(out);
        } finally {
            readers.release();
        }
    }
}
