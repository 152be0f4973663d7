package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectCallMethodObjArgs;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.lib.PyObjectStrAsTruffleStringNode;
import dev.loanword.python.graalpy.Numbers;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * {@code java.time} and Python's {@code datetime}, both ways. Python counts microseconds: what Java has below that is cut off.
 */
final class Times {

    private static final String MODULE = "datetime";
    private static final int NANOS = 1000;

    private Times() {}

    static Object toDate(CallScope scope, Place place, Object value) {
        if (!is(value, "date") || is(value, "datetime")) {
            throw place.mismatch(scope.node(), "datetime.date", value);
        }
        return date(value);
    }

    static Object toTime(CallScope scope, Place place, Object value) {
        if (!is(value, "time")) {
            throw place.mismatch(scope.node(), "datetime.time", value);
        }
        requireNaive(scope, place, value, "time");
        return time(value);
    }

    static Object toDateTime(CallScope scope, Place place, Object value) {
        requireDateTime(scope, place, value);
        requireNaive(scope, place, value, "datetime");
        return LocalDateTime.of(date(value), time(value));
    }

    static Object toOffsetDateTime(CallScope scope, Place place, Object value) {
        requireDateTime(scope, place, value);
        return OffsetDateTime.of(date(value), time(value), offset(scope, place, value));
    }

    static Object toInstant(CallScope scope, Place place, Object value) {
        return ((OffsetDateTime) toOffsetDateTime(scope, place, value)).toInstant();
    }

    /** The zone of a zoneinfo.ZoneInfo by its key, of any other tzinfo its offset at that time. */
    static Object toZonedDateTime(CallScope scope, Place place, Object value) {
        requireDateTime(scope, place, value);
        ZoneOffset offset = offset(scope, place, value);
        Object key = PythonLibrary.attributeOrNull(get(value, "tzinfo"), "key");
        ZoneId zone = key == null ? offset : zone(scope, place, text(key));
        return ZonedDateTime.ofLocal(LocalDateTime.of(date(value), time(value)), zone, offset);
    }

    static Object toDuration(CallScope scope, Place place, Object value) {
        if (!is(value, "timedelta")) {
            throw place.mismatch(scope.node(), "datetime.timedelta", value);
        }
        return duration(value);
    }

    static Object fromDate(LocalDate date) {
        return PythonLibrary.call(MODULE, "date", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    static Object fromTime(LocalTime time) {
        return PythonLibrary.call(
                MODULE, "time", time.getHour(), time.getMinute(), time.getSecond(), time.getNano() / NANOS);
    }

    static Object fromDateTime(LocalDateTime time, Object zone) {
        return PythonLibrary.call(
                MODULE,
                "datetime",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getNano() / NANOS,
                zone);
    }

    static Object fromOffsetDateTime(OffsetDateTime time) {
        return fromDateTime(time.toLocalDateTime(), zone(time.getOffset()));
    }

    static Object fromZonedDateTime(ZonedDateTime time) {
        boolean later = time.getZone().getRules().getValidOffsets(time.toLocalDateTime()).size() > 1
                && !time.withEarlierOffsetAtOverlap().getOffset().equals(time.getOffset());
        Object zone = time.getZone() instanceof ZoneOffset offset
                ? zone(offset)
                : PythonLibrary.call("zoneinfo", "ZoneInfo", Text.python(time.getZone().getId()));
        Object made = fromDateTime(time.toLocalDateTime(), zone);
        return later ? PythonLibrary.callWithKeyword(get(made, "replace"), "fold", 1) : made;
    }

    static Object fromInstant(Instant instant) {
        return fromDateTime(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), zone(ZoneOffset.UTC));
    }

    static Object fromDuration(Duration duration) {
        return PythonLibrary.call(MODULE, "timedelta", 0, duration.getSeconds(), duration.getNano() / NANOS);
    }

    private static Object zone(ZoneOffset offset) {
        Object timezone = PythonLibrary.get(MODULE, "timezone");
        return offset.equals(ZoneOffset.UTC)
                ? get(timezone, "utc")
                : PythonLibrary.call(
                        MODULE, "timezone", PythonLibrary.call(MODULE, "timedelta", 0, offset.getTotalSeconds()));
    }

    private static ZoneId zone(CallScope scope, Place place, String key) {
        try {
            return ZoneId.of(key);
        } catch (DateTimeException unknown) {
            throw PythonExceptions.valueError(scope.node(), place + " is in the time zone '" + key + "', which Java does not know");
        }
    }

    private static boolean is(Object value, String type) {
        return PythonLibrary.isInstance(value, MODULE, type);
    }

    private static void requireDateTime(CallScope scope, Place place, Object value) {
        if (!is(value, "datetime")) {
            throw place.mismatch(scope.node(), "datetime.datetime", value);
        }
    }

    private static void requireNaive(CallScope scope, Place place, Object value, String what) {
        if (get(value, "tzinfo") != PNone.NONE) {
            throw PythonExceptions.valueError(scope.node(), place + " must be a " + what
                    + " without a time zone; drop it with value.replace(tzinfo=None)");
        }
    }

    private static ZoneOffset offset(CallScope scope, Place place, Object value) {
        Object offset = PyObjectCallMethodObjArgs.executeUncached(value, Text.python("utcoffset"));
        if (offset == PNone.NONE) {
            throw PythonExceptions.valueError(scope.node(), place + " must be a datetime with a time zone; give it one with"
                    + " value.replace(tzinfo=…) or value.astimezone()");
        }
        return ZoneOffset.ofTotalSeconds(Math.toIntExact(duration(offset).toSeconds()));
    }

    private static LocalDate date(Object value) {
        return LocalDate.of(number(value, "year"), number(value, "month"), number(value, "day"));
    }

    private static LocalTime time(Object value) {
        return LocalTime.of(
                number(value, "hour"),
                number(value, "minute"),
                number(value, "second"),
                number(value, "microsecond") * NANOS);
    }

    private static Duration duration(Object delta) {
        return Duration.ofDays(number(delta, "days"))
                .plusSeconds(number(delta, "seconds"))
                .plusNanos((long) number(delta, "microseconds") * NANOS);
    }

    private static int number(Object value, String attribute) {
        return Numbers.toBigInteger(get(value, attribute)).intValueExact();
    }

    private static Object get(Object value, String attribute) {
        return PyObjectGetAttr.executeUncached(value, Text.python(attribute));
    }

    private static String text(Object value) {
        return Text.java(PyObjectStrAsTruffleStringNode.executeUncached(value));
    }
}
