"""Departures from Scrapy's defaults, each with its reason."""

import os
from importlib.metadata import version

BOT_NAME = "embedded-jobs"
SPIDER_MODULES = ["scrapers.spiders"]
COMMANDS_MODULE = "scrapers.commands"

# --- Who asks, and how politely -------------------------------------------------------------------------
CONTACT_URL = os.environ.get("CONTACT_URL")  # our own setting: where a site's owner can reach whoever crawls
USER_AGENT = f"embedded-jobs/{version('embedded-jobs')}"  # crawling.contact adds the contact
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "embedded-jobs"  # the name that sites put into robots.txt, without version and contact
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8: one page at a time a host
DOWNLOAD_DELAY = 1.0  # seconds, default 0: AutoThrottle alone would hurry a host that answers fast
AUTOTHROTTLE_ENABLED = True  # a host that grows slow is asked less
AUTOTHROTTLE_START_DELAY = 1.0  # seconds, default 5: it adapts from the second page on
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
    "Accept-Language": "de,en;q=0.8",  # default "en": German sites then hide their German boxes
}

# --- What a hostile page could do -----------------------------------------------------------------------
TELNETCONSOLE_ENABLED = False  # runs Python for whoever reaches it
REMOTE_CONTROL_ENABLED = False  # likewise
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False: whoever sits between could put jobs into a page
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # bytes, default 1 GiB; counts after decompression too
DOWNLOAD_WARNSIZE = 5 * 1024 * 1024
DOWNLOAD_TIMEOUT = 30  # seconds, default 180
DNS_TIMEOUT = 20  # seconds, default 60
REDIRECT_MAX_TIMES = 5  # default 20
COOKIES_ENABLED = False  # no page needs to recognise us
DOWNLOAD_HANDLERS = {"data": None, "ftp": None, "s3": None}  # a link or redirect has no business there
HTTPPROXY_ENABLED = False  # a proxy resolves names itself, where the guard cannot see the address
SCHEDULER_DISK_QUEUE = "scrapy.squeues.MarshalFifoDiskQueue"  # default pickles: a job folder could run code
SCHEDULER_START_DISK_QUEUE = "scrapy.squeues.MarshalFifoDiskQueue"

# --- When a crawl ends by itself ------------------------------------------------------------------------
CLOSESPIDER_PAGECOUNT = 20_000
CLOSESPIDER_TIMEOUT = 12 * 3600  # seconds
CLOSESPIDER_ERRORCOUNT = 500  # exceptions in our own code: something is wrong with all pages
MEMUSAGE_LIMIT_MB = 2048

# --- In which order -------------------------------------------------------------------------------------
DEPTH_PRIORITY = 1  # breadth first: near pages before far ones, list before ads
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# --- Our own parts --------------------------------------------------------------------------------------
TWISTED_DNS_RESOLVER = "scrapers.crawling.resolver.GuardedResolver"  # default: IPv4 only, and any address
ALLOWED_NETWORKS = []  # our own setting: networks to treat as public, such as an intranet's "10.20.0.0/16"
SPIDER_MIDDLEWARES = {"scrapers.crawling.guard.OriginMiddleware": 10}  # outermost: sees every request
DOWNLOADER_MIDDLEWARES = {
    "scrapers.crawling.guard.Guard": 60,  # before robots.txt is asked of a host that must not be asked
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapers.crawling.robots.RobotsTxt": 100,
    "scrapers.crawling.conditional.Conditional": 560,  # again for each retry (550) and redirect (600)
    "scrapers.crawling.backoff.Backoff": 570,  # before an answer is retried (550)
}
CONDITIONAL_REQUESTS = True  # our own setting: off reads every page anew
ITEM_PIPELINES = {
    "scrapers.pipelines.Normalize": 100,
    "scrapers.pipelines.Validate": 200,
    "scrapers.pipelines.Store": 300,
}
SCHEDULER_PRIORITY_QUEUE = "scrapers.crawling.waiting.HostQueue"
SCHEDULER = "scrapers.crawling.resume.ResumingScheduler"
EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,  # ours instead: it exports jobs only
    "scrapers.crawling.export.JobExporter": 0,
    "scrapers.crawling.contact.Contact": 0,
    "scrapers.crawling.summary.Summary": 0,
    "scrapy.extensions.spiderstate.SpiderState": None,  # pickles, and our spiders keep no state
}

# --- What is kept for how long --------------------------------------------------------------------------
# Our own settings, in days; None keeps all. Applied when a crawl ends, and by `scrapy prune`, which says with
# --dry-run what would go. What is open, and what a person keeps or decided on, always stays.
JOBS_KEEP_CLOSED_DAYS = os.environ.get("JOBS_KEEP_CLOSED_DAYS")  # jobs, since they closed
JOBS_KEEP_SIGHTINGS_DAYS = os.environ.get("JOBS_KEEP_SIGHTINGS_DAYS")  # of closed postings, since the last
JOBS_KEEP_CHANGES_DAYS = os.environ.get("JOBS_KEEP_CHANGES_DAYS")  # what postings said before
JOBS_KEEP_CRAWLS_DAYS = os.environ.get("JOBS_KEEP_CRAWLS_DAYS")  # of each source the last ones stay
JOBS_KEEP_PAGES_DAYS = os.environ.get("JOBS_KEEP_PAGES_DAYS")  # that nothing is known from any more
JOBS_PRUNE_SECONDS = 10  # that a crawl may spend on it; the next one goes on

# --- What a person reads --------------------------------------------------------------------------------
LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"  # default escapes umlauts in JSON
