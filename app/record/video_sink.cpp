#include "record/video_sink.h"

#include "base/output_file.h"
#include "record/yuv.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
}

#include <algorithm>

namespace sluice::record {

namespace {

constexpr int encoderThreads = 2;        // the same on every machine: what comes out depends on it
constexpr double secondsBetweenKeys = 2; // so far a player has to go back when it jumps
constexpr double muchToEncode = 100e6;   // pixels a second from which only the quickest preset keeps up

struct FreeContext {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
    void operator()(AVFormatContext* context) const
    {
        if (context->pb) avio_closep(&context->pb);
        avformat_free_context(context);
    }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeContext>;

struct Recipe {
    const char* container;
    const char* encoder;
    const char* package; ///< for who lacks it
};
constexpr Recipe recipes[] = {{"mp4", "libx264", "H.264"}, {"webm", "libvpx-vp9", "VP9"}};

class VideoSink : public Sink
{
public:
    VideoSink(OutputFile file, VideoKind kind, const FilmFacts& facts, FindEncoder find)
        : m_file(std::move(file)), m_kind(kind), m_facts(facts), m_find(find ? find : avcodec_find_encoder_by_name)
    {}
    Result<void> open();
    Result<void> add(const Picture& picture) override;
    Result<void> finish() override;

private:
    Result<void> openEncoder();
    Result<void> openContainer();
    void describe();
    Result<void> encode(AVFrame* frame); ///< null: no more will come
    /// What libav says, in the words of an Error about this file.
    [[nodiscard]] tl::unexpected<Error> failure(const char* call, int code) const;

    OutputFile m_file;
    VideoKind m_kind;
    FilmFacts m_facts;
    FindEncoder m_find;
    Owned<AVCodecContext> m_encoder;
    Owned<AVFormatContext> m_container;
    Owned<AVFrame> m_frame;
    Owned<AVPacket> m_packet;
    AVStream* m_stream = nullptr; ///< the container's
};

tl::unexpected<Error> VideoSink::failure(const char* call, int code) const
{
    const std::string name = m_file.target().string();
    if (code > -4096 && code < 0) return fail(Error::ofCall(call, -code, name)); // an errno
    char words[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(code, words, sizeof words);
    return fail(Error{Error::Code::SystemCall, call, 0, name + ": " + words});
}

/// Options of the encoders by their own names.
void choose(AVCodecContext& encoder, VideoKind kind, const FilmFacts& facts)
{
    const auto set = [&](const char* key, const char* value) { av_opt_set(encoder.priv_data, key, value, 0); };
    const double load = static_cast<double>(facts.size.width()) * facts.size.height() * facts.rate.perSecond();
    if (kind == VideoKind::Mp4) {
        set("preset", load > muchToEncode ? "ultrafast" : "veryfast");
        set("crf", load > muchToEncode ? "18" : "20");
        return;
    }
    set("deadline", "realtime"); // "good" takes five times as long and saves a third
    set("cpu-used", "6");
    set("crf", "22");
    set("row-mt", "1");
    set("tile-columns", "1");
}

Result<void> VideoSink::openEncoder()
{
    const Recipe& recipe = recipes[static_cast<std::size_t>(m_kind)];
    const AVCodec* codec = m_find(recipe.encoder);
    if (!codec)
        return fail(Error{Error::Code::Missing, recipe.encoder, 0,
                          std::string("this libavcodec cannot make ") + recipe.package
                              + "; install libavcodec-extra, or choose another kind of film"});
    m_encoder.reset(avcodec_alloc_context3(codec));
    AVCodecContext& c = *m_encoder;
    c.width = m_facts.size.width();
    c.height = m_facts.size.height();
    c.pix_fmt = AV_PIX_FMT_YUV420P;
    c.time_base = {m_facts.rate.seconds, m_facts.rate.frames};
    c.framerate = {m_facts.rate.frames, m_facts.rate.seconds};
    c.color_range = AVCOL_RANGE_MPEG;
    c.color_primaries = AVCOL_PRI_BT709;
    c.color_trc = AVCOL_TRC_BT709;
    c.colorspace = AVCOL_SPC_BT709;
    c.chroma_sample_location = AVCHROMA_LOC_CENTER; // the mean of four pixels
    c.gop_size = std::max(1, static_cast<int>(secondsBetweenKeys * m_facts.rate.perSecond()));
    c.thread_count = encoderThreads;
    c.flags |= AV_CODEC_FLAG_BITEXACT;
    if (m_container->oformat->flags & AVFMT_GLOBALHEADER) c.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    choose(c, m_kind, m_facts);
    if (const int code = avcodec_open2(&c, codec, nullptr); code < 0) return failure(recipe.encoder, code);

    m_frame.reset(av_frame_alloc());
    m_frame->format = c.pix_fmt;
    m_frame->width = c.width;
    m_frame->height = c.height;
    m_packet.reset(av_packet_alloc());
    if (const int code = av_frame_get_buffer(m_frame.get(), 0); code < 0) return failure("av_frame_get_buffer", code);
    return {};
}

/// Title and chapters, for players that show them.
void VideoSink::describe()
{
    AVFormatContext& container = *m_container;
    if (!m_facts.title.isEmpty()) av_dict_set(&container.metadata, "title", m_facts.title.toUtf8().constData(), 0);
    const std::size_t count = m_facts.chapters.size();
    if (count == 0) return;
    container.chapters = static_cast<AVChapter**>(av_calloc(count, sizeof(AVChapter*)));
    container.nb_chapters = static_cast<unsigned>(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto* chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
        chapter->id = static_cast<int64_t>(i) + 1;
        chapter->time_base = m_encoder->time_base;
        chapter->start = i == 0 ? 0 : m_facts.chapters[i].frame; // the first one has the title in it
        chapter->end = i + 1 < count ? m_facts.chapters[i + 1].frame : m_facts.frames;
        av_dict_set(&chapter->metadata, "title", m_facts.chapters[i].text.toUtf8().constData(), 0);
        container.chapters[i] = chapter;
    }
}

Result<void> VideoSink::openContainer()
{
    m_stream = avformat_new_stream(m_container.get(), nullptr);
    m_stream->time_base = m_encoder->time_base;
    m_stream->avg_frame_rate = m_encoder->framerate;
    avcodec_parameters_from_context(m_stream->codecpar, m_encoder.get());
    describe();
    if (const int code = avio_open(&m_container->pb, m_container->url, AVIO_FLAG_WRITE); code < 0)
        return failure("open", code);
    AVDictionary* options = nullptr;
    if (m_kind == VideoKind::Mp4) av_dict_set(&options, "movflags", "+faststart", 0);
    const int code = avformat_write_header(m_container.get(), &options);
    av_dict_free(&options);
    if (code < 0) return failure("write", code);
    return {};
}

Result<void> VideoSink::open()
{
    const Recipe& recipe = recipes[static_cast<std::size_t>(m_kind)];
    AVFormatContext* container = nullptr;
    const std::string name = m_file.reopenName();
    if (const int code = avformat_alloc_output_context2(&container, nullptr, recipe.container, name.c_str()); code < 0)
        return failure(recipe.container, code);
    m_container.reset(container);
    container->flags |= AVFMT_FLAG_BITEXACT;
    if (auto opened = openEncoder(); !opened) return opened;
    return openContainer();
}

Result<void> VideoSink::encode(AVFrame* frame)
{
    if (const int code = avcodec_send_frame(m_encoder.get(), frame); code < 0) return failure("encode", code);
    for (;;) {
        const int code = avcodec_receive_packet(m_encoder.get(), m_packet.get());
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return {};
        if (code < 0) return failure("encode", code);
        m_packet->duration = 1; // else the last one would have none
        m_packet->stream_index = m_stream->index;
        av_packet_rescale_ts(m_packet.get(), m_encoder->time_base, m_stream->time_base);
        if (const int written = av_interleaved_write_frame(m_container.get(), m_packet.get()); written < 0)
            return failure("write", written);
        if (m_container->pb->error < 0) return failure("write", m_container->pb->error);
    }
}

Result<void> VideoSink::add(const Picture& picture)
{
    // The encoder has copied the frame before, or holds on to it: then what it has stays as it is.
    if (const int code = av_frame_make_writable(m_frame.get()); code < 0)
        return failure("av_frame_make_writable", code);
    Yuv420 planes;
    for (std::size_t i = 0; i < 3; ++i) {
        planes.planes[i] = m_frame->data[i];
        planes.strides[i] = m_frame->linesize[i];
    }
    for (const Patch& patch : picture.patches)
        toYuv420(reinterpret_cast<const std::uint32_t*>(patch.pixels.constBits()), patch.pixels.bytesPerLine(),
                 patch.rect.x(), patch.rect.y(), patch.rect.width(), patch.rect.height(), planes);
    m_frame->pts = picture.index;
    return encode(m_frame.get());
}

Result<void> VideoSink::finish()
{
    if (auto flushed = encode(nullptr); !flushed) return flushed;
    if (const int code = av_write_trailer(m_container.get()); code < 0) return failure("write", code);
    if (const int code = avio_closep(&m_container->pb); code < 0) return failure("write", code);
    return m_file.commit();
}

} // namespace

FilmFacts factsOf(const Film& film)
{
    return {film.plan().size, film.plan().rate, film.frameCount(), film.name(), film.chapters()};
}

Result<std::unique_ptr<Sink>> openVideo(const QString& file, VideoKind kind, const FilmFacts& facts, FindEncoder find)
{
    if (facts.size.width() % 2 != 0 || facts.size.height() % 2 != 0)
        return fail(Error::badInput(file.toStdString(), "a video needs an even width and height"));
    av_log_set_level(AV_LOG_QUIET); // what matters comes back as an error
    auto target = OutputFile::create(file.toStdString());
    if (!target) return fail(target.error());
    auto sink = std::make_unique<VideoSink>(std::move(*target), kind, facts, find);
    if (auto opened = sink->open(); !opened) return fail(opened.error());
    return sink;
}

} // namespace sluice::record
