package dev.loanword.bridge;

import dev.loanword.export.FileAccess;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.lines.ByteSource;
import dev.loanword.lines.Compression;
import dev.loanword.lines.Decompressor;
import dev.loanword.lines.FramePrefix;
import dev.loanword.lines.LineCount;
import dev.loanword.lines.LineMatcher;
import dev.loanword.lines.Records;
import dev.loanword.lines.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code bridge.lines} was asked for, checked. Nothing is opened before all of it was.
 *
 * @param name the file as the script named it
 */
record LineOptions(
        String name,
        boolean views,
        OptionalLong batches,
        Optional<String> frames,
        String compression,
        OptionalLong longest,
        boolean follow,
        Optional<LineMatcher> matcher,
        Optional<ReadProgress> progress) {
    private static final String STANDARD_INPUT = "-";

    LineOptions {
        if (batches.isPresent() && (batches.getAsLong() < 1 || batches.getAsLong() > Records.LONGEST)) {
            throw new IllegalArgumentException("batches must be from 1 to " + Records.LONGEST + ", got " + batches.getAsLong());
        }
        if (views && batches.isPresent()) {
            throw new IllegalArgumentException("views and batches exclude each other: a batch is made to save steps for lines that"
                    + " are copied; leave one of them out");
        }
        if (longest.isPresent() && (longest.getAsLong() < 1 || longest.getAsLong() > Records.LONGEST)) {
            throw new IllegalArgumentException("longest must be from 1 to " + Records.LONGEST + ", the most bytes that one bytes"
                    + " object can hold; got " + longest.getAsLong());
        }
    }

    Lines open(Path path, FileAccess files) throws IOException {
        Optional<FramePrefix> prefix = frames.map(FramePrefix::of);
        Optional<Decompressor> decompressor = Compression.of(compression, name);
        if (follow) {
            checkFollow(decompressor);
        }
        ByteSource source = source(path, files, decompressor);
        boolean unbounded = decompressor.isPresent() || source.size().isEmpty();
        int limit = (int) longest.orElse(unbounded ? Lines.LONGEST_UNBOUNDED : Records.LONGEST);
        Lines lines = new Lines(records(source, prefix, limit), name);
        if (views) {
            lines.asViews();
        }
        batches.ifPresent(size -> lines.asBatches((int) size));
        progress.ifPresent(lines::reportingTo);
        return lines;
    }

    /** Counts the lines: without a matcher nothing but line feeds, by several threads where the file allows it. */
    long count(Path path, FileAccess files, Checkpoint checkpoint) throws IOException {
        if (matcher.isPresent()) {
            try (Lines lines = open(path, files)) {
                return lines.count(checkpoint);
            }
        }
        Optional<Decompressor> decompressor = Compression.of(compression, name);
        try {
            boolean plain = decompressor.isEmpty() && !name.equals(STANDARD_INPUT);
            long counted = plain ? LineCount.ofLargeFile(files, path, checkpoint) : -1;
            if (counted >= 0) {
                return counted;
            }
            try (ByteSource source = source(path, files, decompressor)) {
                return LineCount.of(source, checkpoint);
            }
        } catch (IOException failed) {
            throw Lines.translated(failed, name);
        }
    }

    private Records records(ByteSource source, Optional<FramePrefix> prefix, int limit) {
        if (prefix.isPresent()) {
            return Records.frames(source, prefix.get(), limit);
        }
        return matcher.isPresent() ? Records.matching(source, matcher.get(), limit) : Records.lines(source, limit);
    }

    private void checkFollow(Optional<Decompressor> decompressor) {
        if (name.equals(STANDARD_INPUT)) {
            throw new IllegalArgumentException("standard input can't be followed: its lines come as they are written, until the"
                    + " writer closes it; leave follow out");
        }
        if (decompressor.isPresent()) {
            throw new IllegalArgumentException("a compressed file can't be followed, as what is appended is not complete; '" + name
                    + "' is read as " + decompressor.get().name() + ": follow the file before it is compressed, or pass"
                    + " compression='none'");
        }
        if (frames.isPresent()) {
            throw new IllegalArgumentException("frames can't be followed: after a truncation nobody knows where one begins;"
                    + " leave frames or follow out");
        }
    }

    private ByteSource source(Path path, FileAccess files, Optional<Decompressor> decompressor) throws IOException {
        if (follow) {
            return Sources.follow(files, path);
        }
        return name.equals(STANDARD_INPUT)
                ? Sources.standardInput(files, decompressor)
                : Sources.open(files, path, decompressor);
    }
}
