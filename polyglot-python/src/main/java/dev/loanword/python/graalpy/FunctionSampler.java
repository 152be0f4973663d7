package dev.loanword.python.graalpy;

import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.tools.profiler.CPUSampler;
import com.oracle.truffle.tools.profiler.CPUSampler.Payload;
import com.oracle.truffle.tools.profiler.CPUSamplerData;
import com.oracle.truffle.tools.profiler.ProfilerNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Engine;

/** Sees in regular intervals which Python functions are running in an engine, by GraalVM's sampler. */
public final class FunctionSampler {
    private final CPUSampler sampler;

    private FunctionSampler(CPUSampler sampler) {
        this.sampler = sampler;
    }

    /** Begins to look. */
    public static FunctionSampler start(Engine engine, long periodMilliseconds) {
        CPUSampler sampler = CPUSampler.find(engine);
        sampler.setPeriod(periodMilliseconds);
        sampler.setCollecting(true);
        return new FunctionSampler(sampler);
    }

    /** Looks no more; what was seen stays. */
    public void stop() {
        sampler.setCollecting(false);
    }

    /** What was seen, as chains of calls, from the functions that nobody in Python called; those of all threads one after the other. */
    public List<SampledFrame> frames() {
        return sampler.getDataList().stream()
                .flatMap(data -> data.getThreadData().values().stream())
                .flatMap(roots -> frames(roots).stream())
                .toList();
    }

    private static List<SampledFrame> frames(Collection<ProfilerNode<Payload>> nodes) {
        return nodes.stream()
                .map(node -> {
                    long[] count = {node.getPayload().getSelfHitCount(), node.getPayload().getHitCount()};
                    return new SampledFrame(Place.of(node).with(count), frames(node.getChildren()));
                })
                .toList();
    }

    /** What was seen, function by function, in no order. */
    public List<SampledFunction> functions() {
        Map<Place, long[]> counts = new HashMap<>();
        for (CPUSamplerData data : sampler.getDataList()) {
            for (Collection<ProfilerNode<Payload>> roots : data.getThreadData().values()) {
                count(roots, counts, new HashSet<>());
            }
        }
        return counts.entrySet().stream().map(entry -> entry.getKey().with(entry.getValue())).toList();
    }

    /**
     * @param above the functions that are running already, so that one that calls itself counts once
     */
    private static void count(Collection<ProfilerNode<Payload>> nodes, Map<Place, long[]> counts, Set<Place> above) {
        for (ProfilerNode<Payload> node : nodes) {
            Place place = Place.of(node);
            long[] count = counts.computeIfAbsent(place, first -> new long[2]);
            count[0] += node.getPayload().getSelfHitCount();
            boolean isOutermost = above.add(place);
            if (isOutermost) {
                count[1] += node.getPayload().getHitCount();
            }
            count(node.getChildren(), counts, above);
            if (isOutermost) {
                above.remove(place);
            }
        }
    }

    private record Place(String name, String file, int line) {

        static Place of(ProfilerNode<Payload> node) {
            SourceSection section = node.getSourceSection();
            if (section == null || !section.isAvailable()) {
                return new Place(node.getRootName(), "", 0);
            }
            String path = section.getSource().getPath();
            return new Place(node.getRootName(), path == null ? section.getSource().getName() : path, section.getStartLine());
        }

        SampledFunction with(long[] count) {
            return new SampledFunction(name, file, line, count[0], count[1]);
        }
    }
}
