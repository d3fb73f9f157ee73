package dev.evpnd.speaker.http;

import dev.evpnd.speaker.metrics.Metrics;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.Software;

import io.netty.handler.codec.http.HttpResponseStatus;

/// Every path that is answered: a line for each.
final class Paths {
    private static final String API = "/api/v1";

    private Paths() {}

    static Site of(Inspection inspection) {
        var health = new Health(inspection);
        var metrics = new Metrics(inspection);
        var routes = new RouteResource(inspection);
        var peers = new PeerResource(inspection);
        return Site.EMPTY
                .withOpen("/health", _ -> health.health())
                .withOpen("/ready", _ -> health.readiness())
                .with("/metrics", _ -> metrics(metrics))
                .with(API + "/openapi.json", OpenApi::answer)
                .with(API + "/version", Paths::version)
                .with(API + "/routes", routes::list)
                .with(API + "/routes/count", routes::count)
                .with(API + "/changes", new ChangeEvents(inspection)::answer)
                .with(API + "/rds", new DistinguisherResource(inspection)::list)
                .with(API + "/peers", peers::list)
                .with(API + "/peers/{address}", peers::one);
    }

    private static Answer metrics(Metrics metrics) {
        return new Answer(HttpResponseStatus.OK, Metrics.CONTENT_TYPE, metrics::write);
    }

    private static Answer version(Question question) {
        question.parameters().end();
        return Answer.json(
                json -> {
                    json.writeStringProperty("software", "evpnd");
                    json.writeStringProperty("version", Software.release());
                });
    }
}
